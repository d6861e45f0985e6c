package dev.chorus.variant.internal.picture;

import dev.chorus.core.protocol.Refusal;
import dev.chorus.variant.internal.picture.part.FilePart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The platform's own picture readers. {@code ImageIO}'s lookup would also find what other bundles registered, and which one comes
 * first is up to chance. Safe for any thread.
 */
final class PlatformReaders {

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

    private ImageReader create(PictureType type) {
        try {
            return providers.computeIfAbsent(type, PlatformReaders::find).createReaderInstance();
        } catch (IOException e) {
            throw new IllegalStateException("this Java platform reads no " + type, e);
        }
    }

    static PictureRefusedException expired() {
        return new PictureRefusedException(Refusal.EXPIRED, "the deadline passed while the picture was decoded");
    }

    /**
     * Reads all pixels of the first picture.
     *
     * @param file in order but for its pixels
     * @param pixels takes them, as many as the header of the file says
     * @param expired asked while pixels are read
     * @return the first warning of the reader, if there is one
     * @throws IOException if the pixels cannot be read
     * @throws PictureRefusedException if the deadline passes
     */
    Optional<String> read(PictureType type, List<FilePart> file, UprightPixels pixels, BooleanSupplier expired)
            throws IOException, PictureRefusedException {
        ImageReader reader = create(type);
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ExpiringInput(file, expired))) {
            reader.setInput(input, true, true);
            List<String> warnings = new ArrayList<>();
            reader.addIIOReadWarningListener((source, warning) -> {
                if (warnings.isEmpty()) {
                    warnings.add(warning);
                }
            });
            reader.addIIOReadProgressListener(new AbortOnExpiry(expired));
            PixelRows rows = PixelRows.read(reader);
            if (expired.getAsBoolean()) {
                throw expired();
            }
            rows.copyTo(pixels);
            return warnings.stream().findFirst();
        } catch (IOException | RuntimeException e) {
            // The readers answer some damaged files with exceptions that tell of no input at all.
            if (expired.getAsBoolean()) {
                throw expired();
            }
            throw new IIOException("not decodable: " + e, e);
        } finally {
            reader.dispose();
        }
    }
}
