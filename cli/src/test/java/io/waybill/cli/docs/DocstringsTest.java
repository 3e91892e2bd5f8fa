package io.waybill.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever uses a public type reads what it is for without reading how it works: types, their methods and the components of records
 * have a word of explanation, one that says more than the name does.
 */
class DocstringsTest {

    private static final int LONG_FILE = 400;
    private static final Set<String> EMPTY_WORDS =
            Set.of("a", "an", "the", "of", "for", "to", "and", "or", "is", "its", "this", "that", "in", "get", "gets");

    static Stream<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.list(Page.ROOT)) {
            return folders
                    .map(folder -> folder.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void what_is_public_is_explained(Path sources) throws IOException {
        assertThat(faults(sources)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void no_file_is_long(Path sources) throws IOException {
        List<String> tooLong = new ArrayList<>();
        List<Path> files = new ArrayList<>(java(sources));
        Path tests = sources.resolve("../../test/java").normalize();
        if (Files.isDirectory(tests)) {
            files.addAll(java(tests));
        }
        for (Path file : files) {
            try (Stream<String> lines = Files.lines(file)) {
                if (lines.count() > LONG_FILE) {
                    tooLong.add(Page.ROOT.relativize(file).toString());
                }
            }
        }
        assertThat(tooLong).as("files of more than %d lines", LONG_FILE).isEmpty();
    }

    private static List<Path> java(Path sources) throws IOException {
        try (Stream<Path> below = Files.walk(sources)) {
            return below.filter(file -> file.toString().endsWith(".java")
                            && !file.endsWith("package-info.java")
                            && !file.endsWith("module-info.java"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> faults(Path sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> faults = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(java(sources)));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Explained(unit, docs, faults).scan(unit, null);
            }
        }
        return faults;
    }

    /** Walks over one file and notes what lacks an explanation. */
    private static final class Explained extends TreePathScanner<@Nullable Void, @Nullable Void> {

        private final CompilationUnitTree unit;
        private final DocTrees docs;
        private final List<String> faults;

        Explained(CompilationUnitTree unit, DocTrees docs, List<String> faults) {
            this.unit = unit;
            this.docs = docs;
            this.faults = faults;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            if (!isPublic(type.getModifiers()) && !isWithin(Tree.Kind.INTERFACE)) {
                return null;
            }
            explained(type.getSimpleName().toString(), getCurrentPath());
            if (type.getKind() == Tree.Kind.RECORD) {
                components(type);
            }
            return super.visitClass(type, nothing);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            boolean inInterface = isWithin(Tree.Kind.INTERFACE);
            boolean constructor = method.getName().contentEquals("<init>");
            boolean inherited = method.getModifiers().getAnnotations().stream()
                    .anyMatch(each -> each.getAnnotationType().toString().equals("Override"));
            boolean own = isPublic(method.getModifiers())
                    || inInterface && !method.getModifiers().getFlags().contains(Modifier.PRIVATE);
            if (own && !inherited && !(constructor && method.getParameters().isEmpty())) {
                explained(constructor ? "constructor" : method.getName().toString(), getCurrentPath());
            }
            return null;
        }

        private void components(ClassTree type) {
            DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
            if (comment == null) {
                return;
            }
            Set<String> told = comment.getBlockTags().stream()
                    .filter(tag -> tag.getKind() == DocTree.Kind.PARAM)
                    .map(tag -> ((ParamTree) tag).getName().toString())
                    .collect(Collectors.toCollection(HashSet::new));
            told.addAll(toldByInterface());
            for (Tree member : type.getMembers()) {
                if (member instanceof VariableTree field
                        && !field.getModifiers().getFlags().contains(Modifier.STATIC)
                        && !told.contains(field.getName().toString())) {
                    faults.add(place(getCurrentPath()) + ": component " + field.getName() + " of "
                            + type.getSimpleName() + " has no @param");
                }
            }
        }

        /** A record inside the interface that it implements: what all of its kind have is explained there. */
        private Set<String> toldByInterface() {
            Tree outer = getCurrentPath().getParentPath().getLeaf();
            return outer instanceof ClassTree type && type.getKind() == Tree.Kind.INTERFACE
                    ? type.getMembers().stream()
                            .filter(MethodTree.class::isInstance)
                            .map(each -> ((MethodTree) each).getName().toString())
                            .collect(Collectors.toSet())
                    : Set.of();
        }

        private void explained(String name, TreePath path) {
            DocCommentTree comment = docs.getDocCommentTree(path);
            if (comment == null) {
                faults.add(place(path) + ": " + name + " has no explanation");
                return;
            }
            Set<String> said = words(comment.getFullBody().toString() + comment.getBlockTags());
            said.removeAll(words(name.replaceAll("(?<=[a-z])(?=[A-Z])", " ")));
            said.removeAll(EMPTY_WORDS);
            if (said.isEmpty()) {
                faults.add(place(path) + ": the explanation of " + name + " repeats its name");
            }
        }

        private boolean isWithin(Tree.Kind kind) {
            TreePath parent = getCurrentPath().getParentPath();
            return parent != null && parent.getLeaf().getKind() == kind;
        }

        private String place(TreePath path) {
            long start = docs.getSourcePositions().getStartPosition(unit, path.getLeaf());
            String file = Path.of(unit.getSourceFile().toUri()).getFileName().toString();
            return file + ":" + unit.getLineMap().getLineNumber(start);
        }

        private static boolean isPublic(ModifiersTree modifiers) {
            return modifiers.getFlags().contains(Modifier.PUBLIC);
        }

        private static Set<String> words(String text) {
            return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                    .filter(word -> !word.isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
