package io.waybill.captures.input;

import io.waybill.captures.InputProblem;
import io.waybill.captures.ProblemSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns arguments (file, folder, glob, {@code -}) into inputs: folders with all below them, hidden files left out, each file
 * once, sorted by name.
 */
public final class InputFinder {
    private static final String STANDARD_INPUT = "-";
    private static final String GLOB_CHARACTERS = "*?[{";

    private final ProblemSink problems;
    private final Set<Path> seen = new HashSet<>();
    private final List<FoundInput> found = new ArrayList<>();

    private InputFinder(ProblemSink problems) {
        this.problems = problems;
    }

    /** What these arguments lead to; an argument that leads nowhere is a problem. */
    public static List<FoundInput> find(List<String> arguments, ProblemSink problems) throws IOException {
        InputFinder finder = new InputFinder(problems);
        for (String argument : arguments) {
            finder.follow(argument);
        }
        finder.found.sort(Comparator.comparing(FoundInput::name));
        return List.copyOf(finder.found);
    }

    private void follow(String argument) throws IOException {
        if (argument.equals(STANDARD_INPUT)) {
            if (found.stream().noneMatch(input -> input.path() == null)) {
                found.add(new FoundInput(STANDARD_INPUT, null, true));
            }
            return;
        }
        Path path = path(argument);
        if (path != null && Files.isDirectory(path)) {
            if (!walk(
                    path,
                    Integer.MAX_VALUE,
                    file -> true,
                    file -> folderName(path) + '/' + path.relativize(file),
                    false)) {
                problem(argument, "holds no file");
            }
        } else if (path != null && Files.exists(path)) {
            add(argument, path, true);
        } else if (argument.chars().anyMatch(c -> GLOB_CHARACTERS.indexOf(c) >= 0)) {
            followGlob(argument);
        } else {
            problem(argument, "no such file or folder");
        }
    }

    private static @Nullable Path path(String argument) {
        try {
            return Path.of(argument);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static String folderName(Path folder) {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return name == null ? "" : name.toString();
    }

    private void followGlob(String glob) {
        int firstWildcard = 0;
        while (GLOB_CHARACTERS.indexOf(glob.charAt(firstWildcard)) < 0) {
            firstWildcard++;
        }
        int slash = glob.lastIndexOf('/', firstWildcard);
        Path base = Path.of(slash < 0 ? "" : glob.substring(0, slash + 1));
        try {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
            if (!Files.isDirectory(base) || !walk(base, depth(glob, slash), matcher::matches, Path::toString, true)) {
                problem(glob, "matches no file");
            }
        } catch (PatternSyntaxException e) {
            problem(glob, "not a glob: " + e.getDescription());
        }
    }

    /** How many folders deep a glob can match below the one at its slash, so that one at the root does not go through the whole disk. */
    private static int depth(String glob, int slash) {
        String below = glob.substring(slash + 1);
        boolean anyDepth = below.contains("**") || below.contains("{");
        return anyDepth
                ? Integer.MAX_VALUE
                : 1 + (int) below.chars().filter(c -> c == '/').count();
    }

    /**
     * Takes the files below a folder; false where none is wanted. A folder that is named may be a link, as the one of today's logs
     * mostly is; links to folders below it are not followed, for they may lead round in a circle.
     */
    private boolean walk(Path base, int depth, Predicate<Path> wanted, Function<Path, String> name, boolean explicit) {
        boolean any = false;
        try {
            Path folder = Files.isSymbolicLink(base) ? base.toRealPath() : base;
            try (Stream<Path> files = Files.walk(folder, depth)) {
                for (Path each : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                    Path file = base.resolve(folder.relativize(each));
                    if (!isHidden(base.relativize(file)) && wanted.test(file)) {
                        add(name.apply(file), file, explicit);
                        any = true;
                    }
                }
            }
        } catch (IOException | UncheckedIOException e) {
            problem(base.toString(), "cannot be listed whole: " + e.getMessage());
            return true;
        }
        return any;
    }

    private static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private void add(String name, Path path, boolean explicit) throws IOException {
        boolean pipe = !Files.isRegularFile(path); // has no real path on some systems
        if (seen.add(pipe ? path.toAbsolutePath() : path.toRealPath())) {
            found.add(new FoundInput(name, path, explicit));
        }
    }

    private void problem(String input, String reason) {
        problems.accept(new InputProblem(input, "file", 0, reason));
    }
}
