package dev.chorus.tools.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.Variant;
import dev.chorus.tools.command.OneLineErrors;
import dev.chorus.tools.parts.PartsArtist;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluatePartsCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void evaluate_modelThatIsNotTheDescribedOne_isRefused() throws IOException {
        // given
        Committed.parts().copyTo(folder);
        Variant variant = new FamilyFiles(folder).family().variants().get(0);
        byte[] model = Files.readAllBytes(folder.resolve(variant.model()));
        model[model.length / 2] ^= 1;
        Files.write(folder.resolve(variant.model()), model);

        // when
        int code = run("--family", folder.toString());

        // then
        assertEquals(2, code);
        assertTrue(err.toString().contains(variant.model() + ": sha256 is"), err::toString);
    }

    @Test
    void evaluate_folderWithoutFamily_isRefused() {
        // when
        int code = run("--family", folder.toString());

        // then
        assertEquals(2, code);
        assertTrue(
                err.toString().contains("cannot read " + folder.resolve("family.json") + ": no such file or folder"),
                err::toString);
    }

    @Test
    void evaluate_trainingSeed_isRefused() {
        // when
        int code = run("--seed", Long.toString(PartsArtist.TRAINING_SEEDS_FROM));

        // then
        assertEquals(2, code);
        assertTrue(err.toString().contains("--seed is 1099511627776, allowed is"), err::toString);
    }

    @Test
    void sha256_ofNothing_isThePublishedOne() {
        // then
        assertEquals(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", FamilyFiles.sha256(new byte[0]));
    }

    private int run(String... arguments) {
        return new OneLineErrors(() -> false)
                .on(new CommandLine(new EvaluatePartsCommand()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
