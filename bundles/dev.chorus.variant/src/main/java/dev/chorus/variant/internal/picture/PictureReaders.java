package dev.chorus.variant.internal.picture;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * The platform's own picture readers. {@code ImageIO}'s lookup would also find what other bundles registered, and which one comes
 * first is up to chance.
 */
final class PictureReaders {

    private static final Module PLATFORM = ImageReader.class.getModule();

    private final Map<PictureType, ImageReaderSpi> providers;

    private PictureReaders(Map<PictureType, ImageReaderSpi> providers) {
        this.providers = providers;
    }

    static PictureReaders ofPlatform() {
        Map<PictureType, ImageReaderSpi> providers = new EnumMap<>(PictureType.class);
        for (PictureType type : PictureType.values()) {
            providers.put(type, find(type));
        }
        return new PictureReaders(providers);
    }

    private static ImageReaderSpi find(PictureType type) {
        Iterator<ImageReaderSpi> all = IIORegistry.getDefaultInstance()
                .getServiceProviders(
                        ImageReaderSpi.class,
                        provider -> provider.getClass().getModule() == PLATFORM
                                && Arrays.asList(((ImageReaderSpi) provider).getFormatNames())
                                        .contains(type.name()),
                        false);
        if (!all.hasNext()) {
            throw new IllegalStateException("this Java platform reads no " + type);
        }
        return all.next();
    }

    /** A reader to use once and to dispose of. */
    ImageReader create(PictureType type) {
        try {
            return providers.get(type).createReaderInstance();
        } catch (IOException e) {
            throw new IllegalStateException("this Java platform reads no " + type, e);
        }
    }
}
