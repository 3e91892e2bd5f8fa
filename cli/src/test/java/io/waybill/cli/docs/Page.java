package io.waybill.cli.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param path from the root of the repository
 * @param text as it is in the file
 */
record Page(Path path, String text) {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final String FENCE = "```";
    private static final String INDENT = "    ";

    /**
     * A fenced block.
     *
     * @param info what stands behind the fence, e.g. {@code sh}
     * @param line of the fence, from 1
     * @param code its lines
     */
    record Block(String info, int line, String code) {

        /** Whether it is commands that a test runs. */
        boolean isRun() {
            return info.equals("sh") || info.startsWith("sh ");
        }
    }

    /** Every page: the ones at the top level and all below docs/. */
    static List<Page> all() {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            Stream.concat(top, docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .forEach(files::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files.stream().map(Page::read).toList();
    }

    static Page read(Path file) {
        try {
            return new Page(ROOT.relativize(file), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fenced blocks in their order. */
    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(FENCE)) {
                int begin = i;
                StringBuilder code = new StringBuilder();
                for (i++; i < lines.size() && !lines.get(i).startsWith(FENCE); i++) {
                    code.append(lines.get(i)).append('\n');
                }
                blocks.add(new Block(lines.get(begin).substring(FENCE.length()).strip(), begin + 1, code.toString()));
            }
        }
        return blocks;
    }

    /** Blocks that are set in by four blanks, in their order, without the blanks. */
    List<Block> indented() {
        List<Block> blocks = new ArrayList<>();
        List<String> lines = text.lines().toList();
        boolean fenced = false;
        for (int i = 0; i < lines.size(); i++) {
            fenced ^= lines.get(i).startsWith(FENCE);
            if (!fenced && lines.get(i).startsWith(INDENT)) {
                int begin = i;
                StringBuilder code = new StringBuilder();
                for (; i < lines.size() && lines.get(i).startsWith(INDENT); i++) {
                    code.append(lines.get(i).substring(INDENT.length())).append('\n');
                }
                blocks.add(new Block("", begin + 1, code.toString()));
                i--;
            }
        }
        return blocks;
    }

    /** Whether it is written by a test, from the program. */
    boolean isGenerated() {
        return path.startsWith("docs/reference");
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
