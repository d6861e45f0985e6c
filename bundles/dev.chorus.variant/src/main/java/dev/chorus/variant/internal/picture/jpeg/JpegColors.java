package dev.chorus.variant.internal.picture.jpeg;

import java.util.List;

/** What the samples of a JPEG file are. */
enum JpegColors {
    GRAY,
    YCBCR,
    RGB,
    CMYK,
    YCCK,
    UNKNOWN;

    private static final int ADOBE_NONE = 0;
    private static final List<Integer> RGB_IDS = List.of((int) 'R', (int) 'G', (int) 'B');

    /**
     * Decides as libjpeg does: JFIF, then Adobe's marker, then the names of the components.
     *
     * @param jfif whether there is a JFIF segment
     * @param adobeTransform what Adobe's marker says (ITU-T T.872, 6.5.3); negative without one
     */
    static JpegColors of(JpegFrame frame, boolean jfif, int adobeTransform) {
        List<Integer> ids = frame.channels().stream().map(JpegFrame.Channel::id).toList();
        return switch (ids.size()) {
            case 1 -> GRAY;
            case 3 -> {
                boolean rgb = adobeTransform == ADOBE_NONE || adobeTransform < 0 && ids.equals(RGB_IDS);
                yield rgb && !jfif ? RGB : YCBCR;
            }
            case 4 -> adobeTransform > ADOBE_NONE ? YCCK : CMYK;
            default -> UNKNOWN;
        };
    }
}
