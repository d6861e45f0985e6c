package dev.chorus.variant.internal.picture.jpeg;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A JPEG file that can be read at less than its size. Immutable but for the bytes, which nobody writes to. */
public final class ScaledJpeg {

    /** From the smallest to the largest. */
    private static final ReducedTransform[] TRANSFORMS = ReducedTransform.values();

    private static final int BLOCK = 8;

    private final byte[] file;
    private final JpegHeader header;
    private final ReducedTransform transform;

    private ScaledJpeg(byte[] file, JpegHeader header, ReducedTransform transform) {
        this.file = file;
        this.header = header;
        this.transform = transform;
    }

    /**
     * Looks at the header.
     *
     * @param file not checked before
     * @param enough how many pixels across and down are wanted at least
     * @return empty if it is not of the usual kind, or half its size would be less than wanted
     */
    public static Optional<ScaledJpeg> of(byte[] file, int enough) {
        try {
            JpegHeader header = JpegHeader.of(file);
            for (ReducedTransform transform : TRANSFORMS) {
                ScaledJpeg scaled = new ScaledJpeg(file, header, transform);
                if (Math.min(scaled.width(), scaled.height()) >= enough) {
                    return Optional.of(scaled);
                }
            }
            return Optional.empty();
        } catch (UnusualJpegException e) {
            return Optional.empty();
        }
    }

    /** Pixels across in the file. */
    public int fullWidth() {
        return header.width();
    }

    /** Pixels down in the file. */
    public int fullHeight() {
        return header.height();
    }

    /** Pixels across of what is read. */
    public int width() {
        return reduced(header.width());
    }

    /** Pixels down of what is read. */
    public int height() {
        return reduced(header.height());
    }

    private int reduced(int pixels) {
        return (pixels * transform.side() + BLOCK - 1) / BLOCK;
    }

    /**
     * Reads the pixels.
     *
     * @param rgb takes them, red, green and blue for each, row by row, from its position on
     * @param stop whether to end; asked for each row of blocks
     * @return false if it ended early or the file is not in order to its last bit; the buffer then holds anything, its position
     *     is as it was
     */
    public boolean read(ByteBuffer rgb, BooleanSupplier stop) {
        int begin = rgb.position();
        try {
            List<Component> components = components(stop);
            if (components.size() == 1) {
                gray(components.get(0), rgb);
            } else {
                YcbcrRows.write(components, width(), height(), rgb);
            }
            return true;
        } catch (UnusualJpegException e) {
            rgb.position(begin);
            return false;
        }
    }

    private List<Component> components(BooleanSupplier stop) throws UnusualJpegException {
        int unitsAcross = units(header.width(), header.across());
        int unitsDown = units(header.height(), header.down());
        List<Component> components = new ArrayList<>();
        for (JpegHeader.Plane plane : header.planes()) {
            components.add(
                    new Component(plane, transformOf(plane), unitsAcross * plane.across(), unitsDown * plane.down()));
        }
        Scan scan = new Scan(file, header.scanAt());
        int units = 0;
        int restarts = 0;
        for (int down = 0; down < unitsDown; down++) {
            if (stop.getAsBoolean()) {
                throw new UnusualJpegException("it is to end");
            }
            for (int across = 0; across < unitsAcross; across++) {
                if (header.restartInterval() > 0 && units > 0 && units % header.restartInterval() == 0) {
                    scan.restart(restarts++);
                    components.forEach(Component::restart);
                }
                for (Component component : components) {
                    unit(component, scan, across, down);
                }
                units++;
            }
        }
        scan.end();
        return components;
    }

    /** Colours that the file has at half the size each way need not be halved again. */
    private ReducedTransform transformOf(JpegHeader.Plane plane) {
        boolean halved = plane.across() < header.across() && plane.down() < header.down();
        int next = transform.ordinal() + 1;
        return halved && next < TRANSFORMS.length ? TRANSFORMS[next] : transform;
    }

    private static int units(int pixels, int blocks) {
        return (pixels + BLOCK * blocks - 1) / (BLOCK * blocks);
    }

    private static void unit(Component component, Scan scan, int across, int down) throws UnusualJpegException {
        int blocksAcross = component.plane().across();
        int blocksDown = component.plane().down();
        for (int row = 0; row < blocksDown; row++) {
            for (int column = 0; column < blocksAcross; column++) {
                component.read(scan, across * blocksAcross + column, down * blocksDown + row);
            }
        }
    }

    private void gray(Component component, ByteBuffer rgb) {
        byte[] row = new byte[3 * width()];
        byte[] samples = component.samples();
        for (int y = 0; y < height(); y++) {
            int from = y * component.stride();
            for (int x = 0, to = 0; x < width(); x++) {
                byte sample = samples[from + x];
                row[to++] = sample;
                row[to++] = sample;
                row[to++] = sample;
            }
            rgb.put(row);
        }
    }
}
