package dev.chorus.tools.benchmark.inside;

import dev.chorus.tools.benchmark.Bench;
import dev.chorus.tools.benchmark.BenchContext;
import dev.chorus.tools.benchmark.Figure;
import dev.chorus.tools.testmodels.pictures.CostlyJpeg;
import dev.chorus.tools.testmodels.pictures.CostlyPng;
import dev.chorus.tools.testmodels.pictures.CostlyPng.Colour;
import dev.chorus.variant.internal.picture.PictureDecoder;
import dev.chorus.variant.internal.picture.PictureLimits;
import dev.chorus.variant.internal.picture.PictureRefusedException;
import dev.chorus.variant.internal.picture.PictureType;
import dev.chorus.variant.internal.picture.PixelBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What the most expensive pictures of at most 1 MB cost a variant, in processor time of its worker, so that other load on the
 * machine matters little.
 */
public final class CostlyPictureBench implements Bench {

    private static final PictureLimits LIMITS = new PictureLimits(10 << 20, 16_000_000);
    private static final int MOST_BYTES = 1_000_000;
    private static final int MOST_SIDE = 4000;
    private static final int PRECISION = 50;

    /** Where all pixels are wanted, a damaged file of so many is read by the platform and by our own reader. */
    private static final int DAMAGED_SIDE = 1990;

    private static final int ROUNDS = 5;
    private static final int MOST_ROWS = 2_000_000;
    private static final double ALLOWED_MILLIS = 300;
    private static final int OF_A_SMALL_MODEL = 120;
    private static final int OF_THE_LARGEST_MODEL = 1280;

    private final PictureDecoder decoder = new PictureDecoder();
    private final PixelBuffer buffer = new PixelBuffer();

    /**
     * A kind of file.
     *
     * @param ofSide makes one with a square of that many pixels across, or as many pixels
     */
    private record Kind(String key, String what, int wanted, IntFunction<byte[]> ofSide) {}

    @Override
    public String name() {
        return "costly";
    }

    @Override
    public String description() {
        return "What constructed pictures of at most 1 MB cost to decode, in processor time: of each kind the largest that is"
                + " accepted, and one of " + MOST_SIDE + " x " + MOST_SIDE + " pixels, accepted or refused; " + ROUNDS
                + " times each.";
    }

    private static List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>();
        for (int wanted : new int[] {OF_A_SMALL_MODEL, OF_THE_LARGEST_MODEL, PictureDecoder.WHOLE}) {
            String size = wanted == PictureDecoder.WHOLE ? "All" : String.valueOf(wanted);
            String pixels = (wanted == PictureDecoder.WHOLE ? "all" : wanted) + " pixels wanted";
            kinds.add(new Kind(
                    "baseline" + size, "baseline JPEG, " + pixels, wanted, side -> CostlyJpeg.baseline(side, side, 3)
                            .bytes()));
            kinds.add(new Kind(
                    "damaged" + size,
                    "baseline JPEG cut short, " + pixels,
                    wanted,
                    side -> CostlyJpeg.baseline(side, side, 3).cut(1000).bytes()));
            kinds.add(new Kind("photograph" + size, "photograph, " + pixels, wanted, CostlyPictureBench::photograph));
            kinds.add(new Kind(
                    "damagedSmaller" + size,
                    "baseline JPEG cut short of " + DAMAGED_SIDE + " x " + DAMAGED_SIDE + " pixels, " + pixels,
                    wanted,
                    side -> CostlyJpeg.baseline(DAMAGED_SIDE, DAMAGED_SIDE, 3)
                            .cut(1000)
                            .bytes()));
        }
        int small = OF_A_SMALL_MODEL;
        kinds.add(new Kind("inks", "baseline JPEG of 4 inks", small, side -> CostlyJpeg.baseline(side, side, 4)
                .bytes()));
        kinds.add(new Kind(
                "apart", "baseline JPEG, a scan for each component", small, side -> CostlyJpeg.baseline(side, side, 3)
                        .oneByOne()
                        .bytes()));
        for (int scans : new int[] {1, 10, 50}) {
            kinds.add(new Kind(
                    "progressive" + scans,
                    "progressive JPEG of " + scans + " scans",
                    small,
                    side -> CostlyJpeg.progressive(side, side, 3)
                            .scans(scans - 1)
                            .bytes()));
        }
        kinds.add(
                new Kind("progressiveGray50", "progressive JPEG, gray, 50 scans", small, side -> CostlyJpeg.progressive(
                                side, side, 1)
                        .scans(49)
                        .bytes()));
        kinds.add(new Kind(
                "narrow", "progressive JPEG of 8 pixels across, 50 scans", small, side -> CostlyJpeg.progressive(
                                8, (int) Math.min(65_000L, (long) side * side / 8), 3)
                        .scans(49)
                        .bytes()));
        for (Colour colour : Colour.values()) {
            for (int bits : colour == Colour.GRAY ? new int[] {1, 8, 16} : new int[] {8, 16}) {
                if (colour != Colour.PALETTE || bits == Byte.SIZE) {
                    kinds.add(png(colour, bits, false));
                    kinds.add(png(colour, bits, true));
                }
            }
        }
        kinds.add(new Kind("rows", "PNG of 1 pixel across", small, side -> CostlyPng.of(
                        1, Math.min(MOST_ROWS, side * side), Colour.GRAY, 1)
                .bytes()));
        kinds.add(new Kind("chunks", "PNG in chunks of 1 byte", small, side -> CostlyPng.of(side, side, Colour.RGB, 8)
                .chunks(1)
                .bytes()));
        kinds.add(new Kind("texts", "PNG with texts that unpack to 64 MB each", small, side -> CostlyPng.of(
                        side, side, Colour.RGB, 8)
                .texts(10)
                .bytes()));
        return kinds;
    }

    private static byte[] photograph(int side) {
        try {
            return Photograph.jpeg(side, side);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Kind png(Colour colour, int bits, boolean interlaced) {
        String name = (interlaced ? "interlaced " : "") + "PNG, " + colour + " of " + bits + " bits";
        String key = "png" + colour + bits + (interlaced ? "Interlaced" : "");
        return new Kind(key, name, OF_A_SMALL_MODEL, side -> {
            CostlyPng png = CostlyPng.of(side, side, colour, bits);
            return (interlaced ? png.interlaced() : png).bytes();
        });
    }

    @Override
    public List<Figure> run(BenchContext context) throws IOException {
        List<Figure> figures = new ArrayList<>();
        for (Kind kind : kinds()) {
            int side = largestAccepted(kind);
            if (side > 0) {
                figures.add(figure(kind, "accepted", side, kind.ofSide().apply(side)));
            }
            byte[] full = kind.ofSide().apply(MOST_SIDE);
            if (side < MOST_SIDE && full.length <= MOST_BYTES) {
                figures.add(figure(kind, "refused", MOST_SIDE, full));
            }
        }
        return figures;
    }

    private Figure figure(Kind kind, String outcome, int side, byte[] file) {
        double[] millis = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long begin = cpuNanos();
            accepts(kind, file);
            millis[round] = (cpuNanos() - begin) / 1e6;
        }
        String meaning = kind.what() + ", " + side + " x " + side + " pixels or as many, " + (file.length + 500) / 1000
                + " kB, " + outcome;
        return Figure.several(kind.key() + outcome, meaning, "ms", millis).atMost(ALLOWED_MILLIS);
    }

    /** By halving; 0 if none is. */
    private int largestAccepted(Kind kind) {
        if (accepts(kind, kind.ofSide().apply(MOST_SIDE))) {
            return MOST_SIDE;
        }
        int accepted = 0;
        int refused = MOST_SIDE;
        while (refused - accepted > PRECISION) {
            int side = (accepted + refused) / 2;
            if (accepts(kind, kind.ofSide().apply(side))) {
                accepted = side;
            } else {
                refused = side;
            }
        }
        return accepted;
    }

    private boolean accepts(Kind kind, byte[] file) {
        if (file.length > MOST_BYTES) {
            return false;
        }
        try {
            PictureType type = PictureType.check(file, LIMITS);
            decoder.decode(file, type, LIMITS, kind.wanted(), buffer);
            return true;
        } catch (PictureRefusedException e) {
            return false;
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
