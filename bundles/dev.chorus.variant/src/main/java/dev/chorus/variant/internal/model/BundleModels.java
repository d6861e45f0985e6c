package dev.chorus.variant.internal.model;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;

/**
 * The extender (OSGi Compendium, section 701): tracks the started bundles whose manifest has the header
 * {@code Chorus-Model: family/variant}; their files are below {@code chorus-model/}. Safe for any thread; the
 * listener is called on the thread that starts or stops a bundle.
 */
public final class BundleModels implements BundleTrackerCustomizer<BundleModels.ModelBundle>, ModelCatalog {

    /** The manifest header that makes a bundle a model bundle. */
    static final String HEADER = "Chorus-Model";

    private final Map<Long, ModelBundle> byBundleId = new ConcurrentHashMap<>();
    private volatile Listener listener;
    private final BundleTracker<ModelBundle> tracker;

    /** Creates a catalog that is empty until {@linkplain #open opened}. */
    public BundleModels(BundleContext context) {
        this.tracker = new BundleTracker<>(context, Bundle.ACTIVE, this);
    }

    @Override
    public void open(Listener listener) {
        this.listener = listener;
        tracker.open();
    }

    @Override
    public List<ModelPlace> offering(String familyName, String variantId) {
        String wanted = familyName + "/" + variantId;
        return byBundleId.values().stream()
                .filter(bundle -> bundle.offer.equals(wanted))
                .map(ModelPlace.class::cast)
                .toList();
    }

    @Override
    public List<String> offers() {
        return byBundleId.values().stream()
                .map(bundle -> bundle.offer)
                .distinct()
                .toList();
    }

    @Override
    public ModelBundle addingBundle(Bundle bundle, BundleEvent event) {
        String offer = bundle.getHeaders("").get(HEADER);
        if (offer == null) {
            return null;
        }
        ModelBundle added = new ModelBundle(bundle, offer.trim());
        byBundleId.put(bundle.getBundleId(), added);
        listener.modelAdded();
        return added;
    }

    @Override
    public void modifiedBundle(Bundle bundle, BundleEvent event, ModelBundle tracked) {}

    @Override
    public void removedBundle(Bundle bundle, BundleEvent event, ModelBundle tracked) {
        byBundleId.remove(bundle.getBundleId(), tracked);
        listener.modelRemoved();
    }

    @Override
    public void close() {
        tracker.close();
    }

    /** One start of one model bundle. */
    static final class ModelBundle implements ModelPlace {

        private final Bundle bundle;
        private final String offer;
        private final String name;

        ModelBundle(Bundle bundle, String offer) {
            this.bundle = bundle;
            this.offer = offer;
            this.name = "bundle " + bundle.getSymbolicName() + " " + bundle.getVersion();
        }

        @Override
        public InputStream open(String file) throws IOException {
            URL entry;
            try {
                entry = bundle.getEntry("chorus-model/" + file);
            } catch (IllegalStateException e) {
                throw new IOException("bundle is uninstalled", e);
            }
            if (entry == null) {
                throw new FileNotFoundException("no entry chorus-model/" + file);
            }
            return entry.openStream();
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
