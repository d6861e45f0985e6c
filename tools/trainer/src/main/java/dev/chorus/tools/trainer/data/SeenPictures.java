package dev.chorus.tools.trainer.data;

import dev.chorus.tools.networks.VariantSpec;

/** Pictures as a deployed variant sees them: whole or their middle, mirrored where the variant says so. */
public final class SeenPictures {

    private static final int CHANNELS = 3;

    private SeenPictures() {}

    /**
     * Copies pictures.
     *
     * @param numbers which
     * @return uint8, shape {@code [numbers, r, r, 3]}
     */
    public static byte[] of(PictureSet pictures, VariantSpec spec, int... numbers) {
        int side = spec.resolution() + spec.margin();
        int length = spec.resolution() * spec.resolution() * CHANNELS;
        CroppedPicture middle = new CroppedPicture(spec.margin() / 2, spec.margin() / 2, spec.mirrored() ? 1 : 0);
        byte[] pixels = new byte[numbers.length * length];
        for (int at = 0; at < numbers.length; at++) {
            CroppedPicture.copy(
                    pictures.pixels(side, numbers[at]), side, middle, spec.resolution(), pixels, at * length);
        }
        return pixels;
    }
}
