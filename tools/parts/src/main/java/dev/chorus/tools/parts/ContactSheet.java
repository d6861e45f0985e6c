package dev.chorus.tools.parts;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Many drawings in one picture: a column for each class, in the order of the label set. */
public final class ContactSheet {

    private static final int GAP = 4;

    private ContactSheet() {}

    /**
     * Draws a sheet.
     *
     * @param rows how many drawings of each class, at least 1
     * @param seed of the first row; the others follow it
     */
    public static BufferedImage draw(PartsArtist artist, int rows, long seed) {
        PartClass[] classes = PartClass.values();
        int cell = PartsArtist.SIZE + GAP;
        BufferedImage sheet =
                new BufferedImage(classes.length * cell + GAP, rows * cell + GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = sheet.createGraphics();
        for (PartClass part : classes) {
            for (int row = 0; row < rows; row++) {
                BufferedImage drawing = artist.draw(part, seed + row);
                canvas.drawImage(drawing, GAP + part.ordinal() * cell, GAP + row * cell, null);
            }
        }
        canvas.dispose();
        return sheet;
    }

    /**
     * Writes a sheet to a file.
     *
     * @param arguments the file ({@code .png} or {@code .jpg}), the number of rows, the first seed
     * @throws IOException if the file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        BufferedImage sheet = draw(new PartsArtist(), Integer.parseInt(arguments[1]), Long.parseLong(arguments[2]));
        if (file.toString().endsWith(".jpg")) {
            Files.write(file, Jpeg.encode(sheet));
        } else {
            ImageIO.write(sheet, "png", file.toFile());
        }
    }
}
