package dev.chorus.tools.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the imported model on a labelled folder. */
class ImportDataTest extends ImportFixture {

    private static final Map<String, Color> COLORS = Map.of("red", Color.RED, "green", Color.GREEN, "blue", Color.BLUE);

    private Path data;

    @BeforeEach
    void drawPictures() throws IOException {
        data = onnx.resolveSibling("pictures");
        for (Map.Entry<String, Color> color : COLORS.entrySet()) {
            Path folder = Files.createDirectories(data.resolve(color.getKey()));
            for (int at = 0; at < 8; at++) {
                BufferedImage image = new BufferedImage(20 + at, 16, BufferedImage.TYPE_INT_RGB);
                Graphics2D graphics = image.createGraphics();
                graphics.setColor(color.getValue());
                graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
                graphics.dispose();
                ImageIO.write(image, "png", folder.resolve(at + ".png").toFile());
            }
        }
        Files.write(onnx, Exports.planes().onnx());
    }

    @Test
    void import_withData_printsTheAccuracyAndKeepsIt() throws IOException {
        assertImported("--data", data.toString());

        assertTrue(
                said.toString().contains("right in 100.0 % of 24 pictures of " + data + "; 33.3 % by chance"),
                said.toString());
        assertEquals(1, family().variants().get(0).accuracy());
        assertEquals("", complaints());
    }

    @Test
    void import_labelsInAnotherOrder_warnsAndNamesThem() throws IOException {
        Files.writeString(labels, "green\nblue\nred\n");

        assertImported("--data", data.toString());

        assertTrue(complaints().startsWith("WARNING: an accuracy of 0.0 % is near chance"), complaints());
        assertTrue(
                complaints().contains("the order of the labels is probably another: pictures of 'green' are mostly"),
                complaints());
        assertTrue(Files.exists(out.resolve("family.json")));
    }

    @Test
    void import_oneAnswerToAll_warnsAndNamesIt() throws IOException {
        // Samples are 0 or 255; with this mean and deviation red outweighs all.
        assertImported("--data", data.toString(), "--mean", "-9,0.5,0.5");

        assertTrue(complaints().contains("33.3 % is near chance (up to 62.2 %)"), complaints());
        assertTrue(complaints().contains("'red' is the answer to 24 of 24 pictures"), complaints());
    }

    @Test
    void import_foldersThatAreNoLabels_areRefusedAndNothingIsWritten() throws IOException {
        Files.writeString(labels, "red\ngreen\nviolet\n");
        assertMistake(
                "--data is class 'blue' is unknown to family colours, allowed are red, green, violet",
                "--data",
                data.toString());

        assertMistake(
                "no such folder or zip file", "--data", data.resolve("absent").toString());
        assertFalse(Files.exists(out));
    }

    @Test
    void import_damagedPictures_areCounted() throws IOException {
        Files.write(data.resolve("red/damaged.png"), new byte[10]);

        assertImported("--data", data.toString());

        assertTrue(said.toString().contains("right in 100.0 % of 24 pictures"), said.toString());
        assertTrue(said.toString().contains("; skipped 1"), said.toString());
        assertEquals(
                List.of("a"),
                family().variants().stream().map(variant -> variant.id()).toList());
    }
}
