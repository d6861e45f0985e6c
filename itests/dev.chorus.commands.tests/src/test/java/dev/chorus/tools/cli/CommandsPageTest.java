package dev.chorus.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The page of all commands, of which the script {@code chorus} prints the help, is what the commands declare. */
class CommandsPageTest {

    private static final Path COMMITTED = Path.of("../../docs/reference/commands.md");
    private static final Path MADE = Path.of("target/commands.md");
    private static final int WIDTH = 100;
    private static final int SCREEN_LINES = 40;

    private final CommandLine chorus =
            Chorus.commandLine().setUsageHelpAutoWidth(false).setUsageHelpWidth(WIDTH);

    @Test
    void page_isWhatTheCommandsDeclare() throws Exception {
        String page = page();
        Files.createDirectories(MADE.getParent());
        Files.writeString(MADE, page);

        assertTrue(
                Files.exists(COMMITTED) && Files.readString(COMMITTED).equals(page),
                "docs/reference/commands.md is not what the commands declare: cp itests/dev.chorus.commands.tests/"
                        + MADE + " docs/reference/commands.md");
    }

    @Test
    void firstScreen_fitsATerminal() {
        long lines = usage(chorus).lines().count();

        assertTrue(lines <= SCREEN_LINES, lines + " lines");
    }

    @Test
    void firstScreen_namesEveryCommandByItsHeader() {
        String screen = usage(chorus);

        for (Map.Entry<String, CommandLine> command : commands().entrySet()) {
            String[] header = command.getValue().getCommandSpec().usageMessage().header();
            assertEquals(1, header.length, command.getKey() + " has " + Arrays.toString(header));
            String line = "  " + command.getKey() + " ";
            assertTrue(
                    screen.lines().anyMatch(each -> each.startsWith(line) && each.endsWith(" " + header[0])),
                    command.getKey() + ": " + header[0]);
        }
    }

    @Test
    void script_buildsWhatEachCommandNeeds() throws Exception {
        String script = Files.readString(Path.of("../../chorus"));

        for (String name : hidden()) {
            assertTrue(script.matches("(?s).*[ |]" + name + "( \\|[^)]*)?\\) echo .*"), name);
        }
    }

    private String page() {
        String introduction =
                """
                # Command reference

                What `./chorus --help` and `./chorus COMMAND --help` print. A test compares this page with the commands.
                """;
        String commands = commands().entrySet().stream()
                .map(command -> section(" " + command.getKey(), command.getValue()))
                .collect(Collectors.joining());
        return introduction + section("", chorus) + commands;
    }

    private static String section(String name, CommandLine command) {
        return "\n## `./chorus" + name + "`\n```text\n" + usage(command) + "```\n";
    }

    private static String usage(CommandLine command) {
        return command.getUsageMessage(Ansi.OFF)
                        .lines()
                        .map(String::stripTrailing)
                        .collect(Collectors.joining("\n")) + "\n";
    }

    private Map<String, CommandLine> commands() {
        return new TreeMap<>(chorus.getSubcommands());
    }

    private List<String> hidden() {
        return commands().entrySet().stream()
                .filter(command ->
                        command.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .toList();
    }
}
