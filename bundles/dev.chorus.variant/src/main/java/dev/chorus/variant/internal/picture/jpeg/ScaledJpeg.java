package dev.chorus.variant.internal.picture.jpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A JPEG file of the usual kind, to be read at its size or at less. Immutable but for the bytes, which nothing writes to. */
public final class ScaledJpeg {

    /** From the smallest to the largest. */
    private static final BlockTransform[] TRANSFORMS = BlockTransform.values();

    private static final int BLOCK = 8;

    private final JpegSegments segments;
    private final BlockTransform transform;

    private ScaledJpeg(JpegSegments segments, BlockTransform transform) {
        this.segments = segments;
        this.transform = transform;
    }

    /**
     * Decides at which size to read a file.
     *
     * @param enough how many pixels across and down are wanted at least, {@link Integer#MAX_VALUE} for all
     * @return empty if it is not of the usual kind, whatever size is wanted
     */
    public static Optional<ScaledJpeg> of(JpegSegments segments, int enough) {
        if (!JpegHeader.isUsual(segments)) {
            return Optional.empty();
        }
        for (BlockTransform transform : TRANSFORMS) {
            ScaledJpeg scaled = new ScaledJpeg(segments, transform);
            if (Math.min(scaled.width(), scaled.height()) >= enough) {
                return Optional.of(scaled);
            }
        }
        return Optional.of(new ScaledJpeg(segments, BlockTransform.FULL));
    }

    /** Whether it is read at its size. */
    public boolean isFull() {
        return transform == BlockTransform.FULL;
    }

    /** Pixels across of what is read. */
    public int width() {
        return reduced(segments.width());
    }

    /** Pixels down of what is read. */
    public int height() {
        return reduced(segments.height());
    }

    private int reduced(int pixels) {
        return (pixels * transform.side() + BLOCK - 1) / BLOCK;
    }

    /**
     * Reads the pixels.
     *
     * @param rows takes them
     * @param stop whether to end; asked for each row of blocks
     * @return false if it was stopped; there are no rows then
     * @throws DamagedJpegException if not all pixels are in the file, or those that are there are damaged; there are no rows then
     */
    public boolean read(RowSink rows, BooleanSupplier stop) throws DamagedJpegException {
        JpegHeader header = JpegHeader.of(segments);
        List<Component> components = new ArrayList<>();
        if (!readBlocks(header, components, stop)) {
            return false;
        }
        if (components.size() == 1) {
            gray(components.get(0), rows);
        } else if (transform == BlockTransform.FULL) {
            SmoothColors.write(components, width(), height(), rows);
        } else {
            YcbcrRows.write(components, width(), height(), rows);
        }
        return true;
    }

    /** @return false if it was stopped */
    private boolean readBlocks(JpegHeader header, List<Component> components, BooleanSupplier stop)
            throws DamagedJpegException {
        int unitsAcross = units(header.width(), header.across());
        int unitsDown = units(header.height(), header.down());
        for (JpegHeader.Plane plane : header.planes()) {
            components.add(new Component(
                    plane, transformOf(plane, header), unitsAcross * plane.across(), unitsDown * plane.down()));
        }
        Scan scan = new Scan(segments.file(), header.scanAt());
        int units = 0;
        for (int down = 0; down < unitsDown; down++) {
            if (stop.getAsBoolean()) {
                return false;
            }
            for (int across = 0; across < unitsAcross; across++) {
                if (header.restartInterval() > 0 && units > 0 && units % header.restartInterval() == 0) {
                    scan.restart();
                    components.forEach(Component::restart);
                }
                for (Component component : components) {
                    unit(component, scan, across, down);
                }
                units++;
            }
        }
        scan.end();
        return true;
    }

    /** Colours that the file has at half the size each way need not be halved again. */
    private BlockTransform transformOf(JpegHeader.Plane plane, JpegHeader header) {
        boolean halved = plane.across() < header.across() && plane.down() < header.down();
        BlockTransform next = TRANSFORMS[Math.min(transform.ordinal() + 1, TRANSFORMS.length - 1)];
        // Half the size is left as it was before there was a full one: answers would change.
        return halved && next != BlockTransform.FULL ? next : transform;
    }

    private static int units(int pixels, int blocks) {
        return (pixels + BLOCK * blocks - 1) / (BLOCK * blocks);
    }

    private static void unit(Component component, Scan scan, int across, int down) throws DamagedJpegException {
        int blocksAcross = component.plane().across();
        int blocksDown = component.plane().down();
        for (int row = 0; row < blocksDown; row++) {
            for (int column = 0; column < blocksAcross; column++) {
                component.read(scan, across * blocksAcross + column, down * blocksDown + row);
            }
        }
    }

    private void gray(Component component, RowSink rows) {
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
            rows.put(row);
        }
    }
}
