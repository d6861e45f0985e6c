package dev.chorus.variant.internal.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.Refusal;
import dev.chorus.inference.api.Picture;
import dev.chorus.tools.testmodels.pictures.CostlyJpeg;
import dev.chorus.tools.testmodels.pictures.CostlyPng;
import dev.chorus.tools.testmodels.pictures.CostlyPng.Colour;
import dev.chorus.variant.internal.picture.jpeg.DamagedJpegException;
import dev.chorus.variant.internal.picture.jpeg.JpegScans;
import dev.chorus.variant.internal.picture.jpeg.JpegSegments;
import dev.chorus.variant.internal.picture.png.DamagedPngException;
import dev.chorus.variant.internal.picture.png.PngChunks;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** With the limits that a variant has by default. */
class DecodingWorkTest {

    private static final PictureLimits LIMITS = new PictureLimits(10 << 20, 16_000_000);
    private static final int SMALL = 120;

    private final PictureDecoder decoder = new PictureDecoder();

    static Stream<Arguments> costly() {
        return Stream.of(
                Arguments.of(
                        "50 scans",
                        CostlyJpeg.progressive(4000, 4000, 3).scans(49).bytes()),
                Arguments.of(
                        "50 scans of gray",
                        CostlyJpeg.progressive(4000, 4000, 1).scans(49).bytes()),
                Arguments.of(
                        "narrow, 41 scans",
                        CostlyJpeg.progressive(8, 60_000, 4).scans(40).bytes()),
                Arguments.of("inks", CostlyJpeg.baseline(4000, 4000, 4).bytes()),
                Arguments.of(
                        "a scan for each",
                        CostlyJpeg.baseline(4000, 4000, 3).oneByOne().bytes()),
                Arguments.of(
                        "PNG of 48 bits",
                        CostlyPng.of(3000, 1000, Colour.RGB, 16).bytes()),
                Arguments.of(
                        "interlaced PNG",
                        CostlyPng.of(3500, 2500, Colour.RGB, 8).interlaced().bytes()),
                Arguments.of(
                        "PNG of many rows",
                        CostlyPng.of(1, 1_000_000, Colour.GRAY, 1).bytes()),
                Arguments.of(
                        "PNG of many chunks",
                        CostlyPng.of(3000, 2000, Colour.RGB, 8).chunks(1).bytes()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("costly")
    void decode_moreWorkThanItsBytesJustify_isRefused(String what, byte[] file) {
        assertTrue(file.length < 1_000_000, what + " has " + file.length + " bytes");

        PictureRefusedException refusal =
                assertThrows(PictureRefusedException.class, () -> decode(file, SMALL, () -> false));

        assertEquals(Refusal.TOO_MANY_PIXELS, refusal.refusal());
        assertTrue(refusal.getMessage().contains("million units of work, allowed are 120"), refusal.getMessage());
    }

    static Stream<Arguments> usual() {
        return Stream.of(
                Arguments.of(
                        "large photograph", CostlyJpeg.baseline(4000, 4000, 3).bytes(), 500),
                Arguments.of(
                        "progressive",
                        CostlyJpeg.progressive(1200, 1000, 3).scans(9).bytes(),
                        1200),
                Arguments.of("drawing", CostlyPng.of(3840, 2160, Colour.RGB, 8).bytes(), 3840),
                Arguments.of(
                        "scanned page", CostlyPng.of(2480, 3508, Colour.GRAY, 1).bytes(), 2480),
                Arguments.of(
                        "PNG in chunks",
                        CostlyPng.of(3000, 2000, Colour.RGB, 8).chunks(8192).bytes(),
                        3000));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("usual")
    void decode_usualPicture_isDecoded(String what, byte[] file, int width) throws Exception {
        assertEquals(width, decode(file, SMALL, () -> false).width());
    }

    @Test
    void decode_largeFile_mayTakeMoreWork() throws Exception {
        byte[] small = CostlyJpeg.progressive(2500, 1500, 3).scans(9).bytes();
        byte[] large =
                CostlyJpeg.progressive(2500, 1500, 3).scans(9).comments(40).bytes();

        assertThrows(PictureRefusedException.class, () -> decode(small, SMALL, () -> false));
        assertEquals(2500, decode(large, SMALL, () -> false).width());
    }

    @Test
    void decode_largePhotographThatIsDamaged_isRefusedAtEachSize() {
        byte[] damaged = CostlyJpeg.baseline(4000, 4000, 3).cut(40_000).bytes();

        for (int wanted : new int[] {SMALL, PictureDecoder.WHOLE}) {
            PictureRefusedException refusal =
                    assertThrows(PictureRefusedException.class, () -> decode(damaged, wanted, () -> false));

            assertEquals(Refusal.DAMAGED, refusal.refusal());
        }
    }

    static Stream<Arguments> slow() {
        return Stream.of(
                Arguments.of("scaled", CostlyJpeg.baseline(2000, 2000, 3).bytes(), SMALL),
                Arguments.of("whole", CostlyJpeg.baseline(1000, 1000, 3).bytes(), PictureDecoder.WHOLE),
                Arguments.of("large, whole", CostlyJpeg.baseline(2500, 2500, 3).bytes(), PictureDecoder.WHOLE),
                Arguments.of(
                        "progressive",
                        CostlyJpeg.progressive(1000, 1000, 3).scans(9).bytes(),
                        SMALL),
                Arguments.of("PNG", CostlyPng.of(1000, 1000, Colour.RGB, 8).bytes(), SMALL),
                Arguments.of(
                        "interlaced PNG",
                        CostlyPng.of(1000, 1000, Colour.RGB, 8).interlaced().bytes(),
                        SMALL));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slow")
    void decode_deadlineThatPasses_endsAndIsToldSo(String what, byte[] file, int wanted) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        decode(file, wanted, () -> asked.incrementAndGet() < 0);
        int half = asked.get() / 2;
        assertTrue(half > 5, what + ": asked only " + asked + " times");
        asked.set(0);

        PictureRefusedException refusal = assertThrows(
                PictureRefusedException.class, () -> decode(file, wanted, () -> asked.incrementAndGet() > half));

        assertEquals(Refusal.EXPIRED, refusal.refusal());
        assertTrue(asked.get() < half + 5, what + ": asked " + asked + " times, of which " + half + " before");
    }

    @Test
    void check_anyBytes_ends() {
        Random random = new Random(16);
        byte[] jpeg = CostlyJpeg.progressive(100, 100, 3).scans(9).bytes();
        byte[] png = CostlyPng.of(100, 100, Colour.RGB, 8).chunks(10).bytes();
        for (int time = 0; time < 20_000; time++) {
            assertRead(PictureType.JPEG, damaged(jpeg, random));
            assertRead(PictureType.PNG, damaged(png, random));
        }
    }

    private static byte[] damaged(byte[] file, Random random) {
        byte[] damaged = Arrays.copyOf(file, 1 + random.nextInt(file.length));
        for (int flips = 0; flips < 4; flips++) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        return damaged;
    }

    private static void assertRead(PictureType type, byte[] file) {
        try {
            if (type == PictureType.JPEG) {
                DecodingWork.check(JpegScans.of(JpegSegments.of(file, 0)), file.length);
            } else {
                PngChunks chunks = PngChunks.of(file, 0);
                chunks.collect();
                DecodingWork.check(chunks, file.length);
            }
        } catch (PictureRefusedException e) {
            assertTrue(e.refusal().isOfPicture());
        } catch (DamagedJpegException | DamagedPngException e) {
            // As it may be.
        }
    }

    private Picture decode(byte[] file, int wanted, BooleanSupplier expired) throws PictureRefusedException {
        PictureType type = PictureType.check(file, LIMITS);
        return decoder.decode(file, type, LIMITS, wanted, new PixelBuffer(), expired);
    }
}
