package dev.chorus.variant.internal.picture.png;

import dev.chorus.variant.internal.picture.part.FilePart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The chunks of a PNG file that pixels are made of, with their checksums checked. Everything else is ignored, whatever is in it; so is
 * a missing end, and what follows one. For one thread; nothing
 * writes to the bytes.
 */
public final class PngChunks {

    private static final int SIGNATURE = 8;

    /** Without data, checksum included. */
    private static final byte[] END = {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xAE, 0x42, 0x60, (byte) 0x82};

    private final byte[] file;
    private final int start;
    private final PngHeader header;
    private final PngChunk headerChunk;
    private final List<PngChunk> pixels = new ArrayList<>();
    private PngChunk palette;
    private PngChunk transparency;
    private PngChunk exif;

    private PngChunks(byte[] file, int start) throws DamagedPngException {
        this.file = file;
        this.start = start;
        this.headerChunk = chunk(start + SIGNATURE);
        this.header = PngHeader.of(headerChunk);
    }

    /**
     * Reads the header of a file.
     *
     * @param file not checked before
     * @param start index of the signature
     * @throws DamagedPngException if the header is missing or damaged, or there are no pixels
     */
    public static PngChunks of(byte[] file, int start) throws DamagedPngException {
        return new PngChunks(file, start);
    }

    /**
     * Goes through the chunks behind the header; whatever the bytes, it takes time in proportion to their number.
     *
     * @throws DamagedPngException if the file ends in a chunk, or a chunk that pixels are made of is damaged or missing
     */
    public void collect() throws DamagedPngException {
        int at = headerChunk.end();
        while (at + PngChunk.HEAD <= file.length) {
            int type = PngChunk.four(file, at + 4);
            boolean cut = !pixels.isEmpty() && type != PngChunk.PIXELS && isCut(at);
            if (type == PngChunk.END || cut) {
                break;
            }
            PngChunk chunk = chunk(at);
            add(chunk);
            at = chunk.end();
        }
        if (pixels.isEmpty()) {
            throw new DamagedPngException("there are no pixels");
        }
    }

    private boolean isCut(int at) {
        int length = PngChunk.four(file, at);
        return length < 0 || length > file.length - at - PngChunk.HEAD;
    }

    private PngChunk chunk(int at) throws DamagedPngException {
        if (at + PngChunk.HEAD > file.length) {
            throw new DamagedPngException("the file ends before its pixels");
        }
        int from = at + PngChunk.HEAD;
        if (isCut(at)) {
            throw new DamagedPngException("the file ends in a chunk");
        }
        return new PngChunk(file, PngChunk.four(file, at + 4), from, from + PngChunk.four(file, at));
    }

    private void add(PngChunk chunk) throws DamagedPngException {
        if (chunk.type() == PngChunk.PIXELS || chunk.type() == PngChunk.PALETTE) {
            if (!chunk.isIntact()) {
                throw new DamagedPngException("the checksum of a chunk " + chunk.name() + " is wrong or missing");
            }
            if (chunk.type() == PngChunk.PIXELS) {
                pixels.add(chunk);
            } else if (palette == null) {
                palette = chunk;
            }
        } else if (chunk.type() == PngChunk.TRANSPARENCY && transparency == null && chunk.isIntact()) {
            transparency = chunk;
        } else if (chunk.type() == PngChunk.EXIF && exif == null && chunk.isIntact()) {
            exif = chunk;
        }
    }

    /** Pixels across, above 0. */
    public int width() {
        return header.width();
    }

    /** Pixels down, above 0. */
    public int height() {
        return header.height();
    }

    /** The chunk of EXIF data; what is in it is not checked. */
    public Optional<PngChunk> exif() {
        return Optional.ofNullable(exif);
    }

    /** What it takes to decode the pixels; see {@link PngWork}. */
    public long units() {
        return PngWork.units(header, pixels.size());
    }

    /** A file of the same pixels with nothing else. */
    public List<FilePart> parts() {
        List<FilePart> parts = new ArrayList<>();
        parts.add(new FilePart(file, start, start + SIGNATURE));
        parts.add(whole(headerChunk));
        if (palette != null && header.color() == PngHeader.PALETTE) {
            parts.add(whole(palette));
        }
        if (transparency != null) {
            parts.addAll(Transparency.parts(header, palette, transparency));
        }
        pixels.forEach(chunk -> parts.add(whole(chunk)));
        parts.add(FilePart.of(END));
        return FilePart.joined(parts);
    }

    private FilePart whole(PngChunk chunk) {
        return new FilePart(file, chunk.from() - PngChunk.HEAD, chunk.end());
    }
}
