package dev.chorus.variant.internal.picture;

import dev.chorus.inference.api.Picture;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.w3c.dom.Element;

/** Pictures for tests: decoded, encoded and malicious. */
public final class TestPictures {

    private TestPictures() {}

    /** Decoded, of one colour. */
    public static Picture rgb(int width, int height, int red, int green, int blue) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(width * height * 3);
        while (pixels.hasRemaining()) {
            pixels.put((byte) red).put((byte) green).put((byte) blue);
        }
        return new Picture(width, height, pixels.flip());
    }

    /** A JPEG file of one colour. */
    public static byte[] jpeg(int width, int height, Color colour) {
        return encoded("jpeg", plain(width, height, colour));
    }

    /** A PNG file of one colour. */
    public static byte[] png(int width, int height, Color colour) {
        return encoded("png", plain(width, height, colour));
    }

    private static BufferedImage plain(int width, int height, Color colour) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return image;
    }

    /** Noise, which compresses badly, so that a file can be cut anywhere in its pixels. */
    public static BufferedImage noise(int width, int height, long seed) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt(0x1000000));
            }
        }
        return image;
    }

    /** Shapes on a gradient, of many colors and without any symmetry. */
    public static BufferedImage drawn(int width, int height, long seed) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, Color.LIGHT_GRAY, width, height, Color.BLUE));
        graphics.fillRect(0, 0, width, height);
        for (int shape = 0; shape < 12; shape++) {
            graphics.setColor(new Color(random.nextInt(1 << 24)));
            graphics.fillOval(
                    random.nextInt(width),
                    random.nextInt(height),
                    1 + random.nextInt(width),
                    1 + random.nextInt(height));
        }
        graphics.dispose();
        return image;
    }

    /**
     * A JPEG file with the standard Huffman tables.
     *
     * @param across how many times wider the samples of colors are than those of brightness
     * @param down the same for their height
     */
    public static byte[] jpeg(BufferedImage image, float quality, int across, int down) throws IOException {
        return jpeg(image, quality, across, down, 0);
    }

    /** As {@link #jpeg(BufferedImage, float, int, int)}, with a restart marker after so many units; 0: none. */
    public static byte[] jpeg(BufferedImage image, float quality, int across, int down, int restartInterval)
            throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(quality);
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), param);
        String format = "javax_imageio_jpeg_image_1.0";
        Element root = (Element) metadata.getAsTree(format);
        Element first = (Element) root.getElementsByTagName("componentSpec").item(0);
        first.setAttribute("HsamplingFactor", String.valueOf(across));
        first.setAttribute("VsamplingFactor", String.valueOf(down));
        if (restartInterval > 0) {
            IIOMetadataNode restarts = new IIOMetadataNode("dri");
            restarts.setAttribute("interval", String.valueOf(restartInterval));
            root.getElementsByTagName("markerSequence").item(0).appendChild(restarts);
        }
        metadata.setFromTree(format, root);
        return write(writer, new IIOImage(image, null, metadata), param);
    }

    static byte[] encoded(String format, BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException("no writer of " + format + " for " + image);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Progressive or interlaced, as its format calls it. */
    static byte[] progressive(String format, BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        return write(writer, new IIOImage(image, null, null), param);
    }

    static byte[] write(ImageWriter writer, IIOImage image, ImageWriteParam param) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, image, param);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** A PNG file of a few bytes whose header promises any number of pixels. */
    public static byte[] hugePng(int width, int height) {
        ByteBuffer header = ByteBuffer.allocate(17).put(new byte[] {'I', 'H', 'D', 'R'});
        header.putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0});
        CRC32 checksum = new CRC32();
        checksum.update(header.array());
        byte[] signature = {(byte) 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A};
        return ByteBuffer.allocate(33)
                .put(signature)
                .putInt(13)
                .put(header.array())
                .putInt((int) checksum.getValue())
                .array();
    }
}
