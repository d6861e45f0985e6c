package dev.chorus.tools.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.FamilyJson;
import dev.chorus.tools.command.OneLineErrors;
import dev.chorus.tools.testmodels.ColourClassifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Calls the command, by default with what makes a variant of a good model. */
abstract class ImportFixture {

    @TempDir
    private Path folder;

    Path onnx;
    Path labels;
    Path out;
    final StringWriter said = new StringWriter();
    private final StringWriter complaints = new StringWriter();

    @BeforeEach
    final void writeFiles() throws IOException {
        onnx = Files.write(folder.resolve("net.onnx"), ColourClassifier.nchw().onnx());
        labels = Files.writeString(folder.resolve("labels.txt"), "red\ngreen\nblue\n");
        out = folder.resolve("new/colours");
    }

    final Family family() throws IOException {
        return FamilyJson.read(Files.readString(out.resolve("family.json")));
    }

    final void assertImported(String... changes) {
        assertEquals(0, call(changes), complaints.toString());
    }

    /** What the last call wrote on standard error. */
    final String complaints() {
        return complaints.toString();
    }

    final void assertMistake(String reason, String... changes) {
        assertRefused(2, reason, changes);
    }

    final void assertMachineFailure(String reason, String... changes) {
        assertRefused(1, reason, changes);
    }

    private void assertRefused(int exitCode, String reason, String... changes) {
        assertEquals(exitCode, call(changes), said.toString());
        assertTrue(complaints.toString().contains(reason), complaints.toString());
        assertEquals(1, complaints.toString().strip().lines().count(), complaints.toString());
    }

    /** Imports the good model with options changed: names and values in turn, null takes an option away. */
    private int call(String... changes) {
        List<String> arguments = new ArrayList<>(List.of(
                "--onnx",
                onnx.toString(),
                "--labels",
                labels.toString(),
                "--out",
                out.toString(),
                "--family",
                "colours",
                "--variant",
                "a",
                "--layout",
                "nchw",
                "--size",
                "16",
                "--mean",
                "0.5,0.5,0.5",
                "--std",
                "0.25,0.25,0.25",
                "--outputs",
                "logits"));
        List<String> wanted = new ArrayList<>(Arrays.asList(changes));
        boolean replace = wanted.remove("--replace");
        for (int at = 0; at < wanted.size(); at += 2) {
            int old = arguments.indexOf(wanted.get(at));
            if (old >= 0) {
                arguments.subList(old, old + 2).clear();
            }
            if (wanted.get(at + 1) != null) {
                arguments.addAll(wanted.subList(at, at + 2));
            }
        }
        if (replace) {
            arguments.add("--replace");
        }
        complaints.getBuffer().setLength(0);
        said.getBuffer().setLength(0);
        return new OneLineErrors(() -> false)
                .on(new CommandLine(new ImportCommand()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(complaints))
                .execute(arguments.toArray(String[]::new));
    }
}
