package dev.chorus.itests.support;

import dev.chorus.tools.parts.Jpeg;
import dev.chorus.tools.parts.PartClass;
import dev.chorus.tools.parts.PartsArtist;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Pictures to ask about, good and bad. */
public final class Pictures {

    private static final PartsArtist ARTIST = new PartsArtist();

    private Pictures() {}

    /** The label set that is drawn. */
    public static List<String> labels() {
        return PartsArtist.LABELS;
    }

    /**
     * A drawn part as a JPEG file.
     *
     * @param label of the part
     * @param seed the same gives the same picture
     */
    public static byte[] part(String label, long seed) {
        return Jpeg.encode(ARTIST.draw(PartClass.valueOf(label.toUpperCase(Locale.ROOT)), seed));
    }

    /** The same picture as a PNG file. */
    public static byte[] asPng(byte[] jpeg) throws IOException {
        return png(ImageIO.read(new ByteArrayInputStream(jpeg)));
    }

    /**
     * The same picture as a JPEG file of a camera that lies, so that the orientation of EXIF makes it upright (EXIF 2.32, tag 274).
     *
     * @param orientation 1 to 8
     */
    public static byte[] lying(byte[] jpeg, int orientation) throws IOException {
        BufferedImage upright = ImageIO.read(new ByteArrayInputStream(jpeg));
        boolean swaps = orientation > 4;
        int width = swaps ? upright.getHeight() : upright.getWidth();
        int height = swaps ? upright.getWidth() : upright.getHeight();
        boolean fromRight = List.of(2, 3, 6, 7).contains(orientation);
        boolean fromBottom = List.of(3, 4, 7, 8).contains(orientation);
        BufferedImage lying = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int across = swaps ? y : x;
                int down = swaps ? x : y;
                lying.setRGB(
                        x,
                        y,
                        upright.getRGB(
                                fromRight ? upright.getWidth() - 1 - across : across,
                                fromBottom ? upright.getHeight() - 1 - down : down));
            }
        }
        return Jpeg.encode(lying);
    }

    /** A file that ends in the middle. */
    public static byte[] truncated(byte[] picture) {
        return Arrays.copyOf(picture, picture.length / 2);
    }

    /** A complete PNG file of 50 megapixels, all black, of few bytes. */
    public static byte[] hugePng() throws IOException {
        return png(new BufferedImage(10_000, 5_000, BufferedImage.TYPE_BYTE_BINARY));
    }

    private static byte[] png(BufferedImage picture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return bytes.toByteArray();
    }

    /** What a request without correlation data is called: the first 16 bytes of the picture's SHA-256, in hexadecimal. */
    public static String derivedId(byte[] picture) throws NoSuchAlgorithmException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(picture);
        return HexFormat.of().formatHex(hash, 0, 16);
    }
}
