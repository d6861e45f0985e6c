package dev.chorus.tools.quantizer;

import dev.chorus.core.family.LabelSet;
import dev.chorus.inference.api.Picture;
import dev.chorus.tools.parts.Jpeg;
import dev.chorus.tools.parts.PartClass;
import dev.chorus.tools.parts.PartsArtist;
import dev.chorus.tools.pictures.HoldOut;
import dev.chorus.tools.pictures.PictureData;
import dev.chorus.tools.pictures.PictureFile;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which pictures to calibrate with and which to measure with; none is among both.
 *
 * @param calibrating at least one
 * @param measuring at least one
 */
record PictureChoice(List<LabelledPicture> calibrating, List<LabelledPicture> measuring) {

    /** Far below the training's seeds and far above what reports and demos draw. */
    private static final long CALIBRATION_SEED = PartsArtist.TRAINING_SEEDS_FROM / 2;

    private static final long MEASURING_SEED = CALIBRATION_SEED + (1L << 32);

    /** Decides which pictures of a folder are taken. */
    private static final long SPLIT_SEED = 1;

    /**
     * Drawn parts, the classes in turn, sent through JPEG.
     *
     * @throws IllegalArgumentException if a part is not in the label set
     */
    static PictureChoice drawn(LabelSet labels, int calibrating, int measuring) {
        requireKnown("drawn parts", PartsArtist.LABELS, labels);
        return new PictureChoice(draw(labels, calibrating, CALIBRATION_SEED), draw(labels, measuring, MEASURING_SEED));
    }

    private static List<LabelledPicture> draw(LabelSet labels, int count, long seed) {
        PartsArtist artist = new PartsArtist();
        PartClass[] classes = PartClass.values();
        return IntStream.range(0, count)
                .mapToObj(number -> {
                    PartClass part = classes[number % classes.length];
                    long own = seed + number / classes.length;
                    return new LabelledPicture(
                            part.label() + "-" + own,
                            labels.labels().indexOf(part.label()),
                            () -> picture(dev.chorus.tools.pictures.RasterPicture.decode(
                                    Jpeg.encode(artist.draw(part, own)))));
                })
                .toList();
    }

    /**
     * Pictures of a folder or zip file. Measured with is what is there for measuring; where nothing else is there to calibrate
     * with, some of those are held back for that, at most half.
     *
     * @param calibrating how many to calibrate with, about, if there are as many
     * @param measuring how many to measure with, about, if there are as many
     * @throws IllegalArgumentException if a class is not in the label set
     */
    static PictureChoice of(PictureData data, LabelSet labels, int calibrating, int measuring) {
        requireKnown("the data", data.labels(), labels);
        List<PictureFile> forMeasuring = data.forMeasuring();
        Set<PictureFile> taken = new HashSet<>(forMeasuring);
        List<PictureFile> others =
                data.files().stream().filter(file -> !taken.contains(file)).toList();
        if (others.isEmpty()) {
            HoldOut parted = HoldOut.of(forMeasuring, Math.min(calibrating, forMeasuring.size() / 2), SPLIT_SEED);
            return new PictureChoice(
                    read(data, labels, parted.heldOut()), read(data, labels, some(parted.kept(), measuring)));
        }
        return new PictureChoice(
                read(data, labels, some(others, calibrating)), read(data, labels, some(forMeasuring, measuring)));
    }

    private static List<PictureFile> some(List<PictureFile> files, int count) {
        return files.size() <= count
                ? files
                : HoldOut.of(files, count, SPLIT_SEED).heldOut();
    }

    private static List<LabelledPicture> read(PictureData data, LabelSet labels, List<PictureFile> files) {
        return files.stream()
                .map(file -> new LabelledPicture(
                        file.name(),
                        labels.labels().indexOf(data.labels().get(file.label())),
                        () -> picture(data.read(file))))
                .toList();
    }

    private static Picture picture(dev.chorus.tools.pictures.RasterPicture decoded) {
        return Picture.of(decoded.width(), decoded.height(), decoded.rgb());
    }

    private static void requireKnown(String whose, List<String> classes, LabelSet labels) {
        classes.stream()
                .filter(label -> !labels.labels().contains(label))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new IllegalArgumentException(
                            "class of " + whose + " is '" + unknown + "', allowed are " + labels.labels());
                });
    }
}
