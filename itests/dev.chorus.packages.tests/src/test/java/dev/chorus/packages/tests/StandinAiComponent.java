package dev.chorus.packages.tests;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.ai.inference.InferenceEngineService;
import org.eclipse.kura.ai.inference.ModelInfo;
import org.eclipse.kura.ai.inference.Tensor;
import org.eclipse.kura.ai.inference.TensorDescriptor;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.type.TypedValues;
import org.eclipse.kura.wire.WireRecord;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * The AI wire component of Kura 5.6 with one model, as an inference engine meets it: it asks for the description of its model once,
 * keeps it until it is configured anew, whatever becomes of the engine, and from then on only calls {@code infer}. An engine that
 * goes stays in use until another comes. Safe for any thread; records are processed one at a time.
 */
final class StandinAiComponent implements AutoCloseable {

    private final String model;
    private final ServiceTracker<InferenceEngineService, InferenceEngineService> tracker;
    private volatile InferenceEngineService engine;
    /** Kept for good, once it is known. */
    private Optional<ModelInfo> info = Optional.empty();

    /**
     * A component that is activated.
     *
     * @param target filter of the engine
     * @param model name of the model
     */
    StandinAiComponent(BundleContext context, String target, String model) {
        this.model = model;
        try {
            tracker = new ServiceTracker<>(
                    context,
                    FrameworkUtil.createFilter(
                            "(&(objectClass=" + InferenceEngineService.class.getName() + ")" + target + ")"),
                    new Binding(context));
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
        tracker.open();
    }

    /** A dynamic, reluctant reference of cardinality 0..1 whose unbind method keeps the service. */
    private final class Binding implements ServiceTrackerCustomizer<InferenceEngineService, InferenceEngineService> {

        private final BundleContext context;
        private ServiceReference<InferenceEngineService> bound;

        Binding(BundleContext context) {
            this.context = context;
        }

        @Override
        public synchronized InferenceEngineService addingService(ServiceReference<InferenceEngineService> reference) {
            InferenceEngineService service = context.getService(reference);
            if (bound == null) {
                bound = reference;
                engine = service;
            }
            return service;
        }

        @Override
        public void modifiedService(
                ServiceReference<InferenceEngineService> reference, InferenceEngineService service) {
            // The component does not ask for the properties.
        }

        @Override
        public synchronized void removedService(
                ServiceReference<InferenceEngineService> reference, InferenceEngineService service) {
            if (reference.equals(bound)) {
                bound = null;
            }
            context.ungetService(reference);
        }
    }

    /** A new configuration: all descriptions are asked for again. */
    synchronized void updated() throws KuraException {
        info = Optional.empty();
        if (engine != null && engine.isEngineReady()) {
            describe();
        }
    }

    private void describe() throws KuraException {
        if (info.isPresent()) {
            return;
        }
        if (engine.isModelLoaded(model)) {
            engine.loadModel(model, Optional.empty());
        }
        info = engine.getModelInfo(model);
        if (info.isEmpty()) {
            throw new KuraException(KuraErrorCode.INVALID_PARAMETER);
        }
    }

    /**
     * Processes one record.
     *
     * @return what the component emits: one record for each output; none where no engine is ready
     * @throws KuraException where the component writes it to the log and drops the record
     */
    synchronized List<WireRecord> receive(WireRecord record) throws KuraException {
        if (engine == null || !engine.isEngineReady()) {
            return List.of();
        }
        describe();
        List<Tensor> inputs = new ArrayList<>();
        for (TensorDescriptor input : info.orElseThrow().getInputs()) {
            inputs.add(tensor(input, record.getProperties().get(input.getName())));
        }
        List<WireRecord> emitted = new ArrayList<>();
        for (Tensor output : engine.infer(info.orElseThrow(), inputs)) {
            emitted.add(record(output));
        }
        return emitted;
    }

    private static Tensor tensor(TensorDescriptor input, TypedValue<?> value) throws KuraException {
        if (value == null) {
            throw new KuraException(KuraErrorCode.INVALID_PARAMETER, "the record has no '" + input.getName() + "'");
        }
        return value.getValue() instanceof byte[] bytes
                ? new Tensor(Byte.class, input, boxed(bytes))
                : single(input, value.getValue());
    }

    @SuppressWarnings("unchecked")
    private static <T> Tensor single(TensorDescriptor input, T value) {
        return new Tensor((Class<T>) value.getClass(), input, List.of(value));
    }

    private static List<Byte> boxed(byte[] bytes) {
        List<Byte> elements = new ArrayList<>(bytes.length);
        for (byte element : bytes) {
            elements.add(element);
        }
        return elements;
    }

    /** Bytes as an array; of any other type one element, no more and no less. */
    private static WireRecord record(Tensor output) throws KuraException {
        String name = output.getDescriptor().getName();
        List<?> elements = output.getData(output.getType()).orElseThrow();
        if (output.getType() == Byte.class) {
            ByteBuffer bytes = ByteBuffer.allocate(elements.size());
            elements.forEach(element -> bytes.put((Byte) element));
            return new WireRecord(Map.of(name, TypedValues.newTypedValue(bytes.array())));
        }
        if (elements.size() != 1) {
            throw new KuraException(
                    KuraErrorCode.INTERNAL_ERROR, "the tensor " + name + " does not contain data of length 1");
        }
        return new WireRecord(Map.of(name, TypedValues.newTypedValue(elements.get(0))));
    }

    /** Ends it. */
    @Override
    public void close() {
        tracker.close();
    }
}
