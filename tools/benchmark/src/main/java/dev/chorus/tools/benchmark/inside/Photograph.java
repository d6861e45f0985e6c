package dev.chorus.tools.benchmark.inside;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures that cost as much to decode as photographs: shapes, shades and some noise; 1.5 to 2 bits for a pixel. */
public final class Photograph {

    private static final long SEED = 17;
    private static final float QUALITY = 0.85f;
    private static final int SHAPES = 60;
    private static final double NOISE = 4;

    private Photograph() {}

    /** A JPEG file (baseline, 4:2:0). */
    public static byte[] jpeg(int width, int height) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ImageOutputStream output = new MemoryCacheImageOutputStream(file)) {
            writer.setOutput(output);
            ImageWriteParam options = writer.getDefaultWriteParam();
            options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            options.setCompressionQuality(QUALITY);
            writer.write(null, new IIOImage(drawn(width, height), null, null), options);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }

    private static BufferedImage drawn(int width, int height) {
        Random random = new Random(SEED);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setPaint(new GradientPaint(0, 0, Color.LIGHT_GRAY, width, height, Color.DARK_GRAY));
        pen.fillRect(0, 0, width, height);
        for (int shape = 0; shape < SHAPES; shape++) {
            pen.setColor(new Color(random.nextInt(1 << 24)));
            int side = random.nextInt(Math.max(8, width / 5)) + 4;
            pen.fillOval(random.nextInt(width), random.nextInt(height), side, side);
        }
        pen.dispose();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int noise = (int) (NOISE * random.nextGaussian());
                Color colour = new Color(image.getRGB(x, y));
                image.setRGB(
                        x,
                        y,
                        new Color(
                                        clamped(colour.getRed() + noise),
                                        clamped(colour.getGreen() + noise),
                                        clamped(colour.getBlue() + noise))
                                .getRGB());
            }
        }
        return image;
    }

    private static int clamped(int sample) {
        return Math.max(0, Math.min(255, sample));
    }
}
