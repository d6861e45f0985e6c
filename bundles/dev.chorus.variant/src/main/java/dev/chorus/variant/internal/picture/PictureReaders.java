package dev.chorus.variant.internal.picture;

import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * The platform's own picture readers. {@code ImageIO}'s lookup would also find what other bundles registered, and which one comes
 * first is up to chance. Safe for any thread.
 */
final class PictureReaders {

    private static final Module PLATFORM = ImageReader.class.getModule();

    /** Found when first needed: the registry also looks at what others have put on the class path, and fails if that does. */
    private final Map<PictureType, ImageReaderSpi> providers = new ConcurrentHashMap<>();

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
            return providers.computeIfAbsent(type, PictureReaders::find).createReaderInstance();
        } catch (IOException e) {
            throw new IllegalStateException("this Java platform reads no " + type, e);
        }
    }
}
