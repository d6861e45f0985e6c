package dev.chorus.tools.trainer.onnx;

import static dev.chorus.tools.trainer.onnx.GraphBuilder.attribute;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.chorus.tools.networks.Layer;
import dev.chorus.tools.networks.Network;
import dev.chorus.tools.networks.Pooling;
import dev.chorus.tools.trainer.net.TrainedNetwork;
import dev.chorus.tools.trainer.net.TrainedNetwork.Convolution;
import java.util.Iterator;
import java.util.List;

/** Turns a trained network into an ONNX file; the graph is drawn in the package's description. */
public final class OnnxWriter {

    /** Name of the graph's input. */
    public static final String PICTURE = "picture";

    /** Name of the output with the k best probabilities. */
    public static final String SCORES = "scores";

    /** Name of the output with the k best classes. */
    public static final String CLASSES = "classes";

    private static final int IR_VERSION = 9;
    private static final int OPSET = 18;

    private OnnxWriter() {}

    /**
     * Writes a model.
     *
     * @param name what the graph is called
     * @param trained layers and weights
     * @param k how many classes go out, at most as many as there are
     * @return the bytes of an ONNX file; the same for the same arguments
     */
    public static byte[] write(String name, TrainedNetwork trained, int k) {
        GraphBuilder graph = new GraphBuilder(name);
        graph.input(PICTURE, DataType.UINT8, 1, "height", "width", 3);
        String features = trunk(graph, trained, normalised(graph, seen(graph, trained.network())));
        rank(graph, probabilities(graph, trained, features), k);
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("dev.chorus.tools.trainer")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph.build())
                .build()
                .toByteArray();
    }

    /** What the network sees of a picture: all of it, or the middle if there is a margin, perhaps mirrored. */
    private static String seen(GraphBuilder graph, Network network) {
        int side = network.resolution() + network.margin();
        String seen = resized(graph, side);
        if (network.margin() > 0) {
            int from = network.margin() / 2;
            int to = from + network.resolution();
            seen = graph.node(
                    "Slice", List.of(), seen, graph.longs(from, from), graph.longs(to, to), graph.longs(1, 2));
        }
        return network.mirrored() ? mirrored(graph, seen) : seen;
    }

    /** From the last column to the first. */
    private static String mirrored(GraphBuilder graph, String bytes) {
        return graph.node(
                "Slice",
                List.of(),
                bytes,
                graph.longs(-1),
                graph.longs(Integer.MIN_VALUE),
                graph.longs(2),
                graph.longs(-1));
    }

    private static String normalised(GraphBuilder graph, String bytes) {
        String floats = graph.node("Cast", List.of(attribute("to", DataType.FLOAT.getNumber())), bytes);
        String planes = graph.node("Transpose", List.of(attribute("perm", 0, 3, 1, 2)), floats);
        String scaled = graph.node("Mul", List.of(), planes, graph.floats(new float[] {2f / 255}));
        return graph.node("Sub", List.of(), scaled, graph.floats(new float[] {1}));
    }

    /** The picture as the network sees it, still uint8, shape {@code [1, side, side, 3]}. */
    static String resized(GraphBuilder graph, int side) {
        return graph.node(
                "Resize",
                List.of(attribute("mode", "linear"), attribute("coordinate_transformation_mode", "half_pixel")),
                PICTURE,
                "",
                "",
                graph.longs(1, side, side, 3));
    }

    private static String trunk(GraphBuilder graph, TrainedNetwork trained, String input) {
        Iterator<Convolution> weights = trained.convolutions().iterator();
        String features = input;
        for (Layer layer : trained.network().trunk()) {
            if (layer instanceof Layer.Residual residual) {
                String inner = features;
                for (Layer.Conv conv : residual.body()) {
                    inner = convolution(graph, conv, weights.next(), inner);
                }
                features = graph.node("Add", List.of(), features, inner);
            } else {
                features = convolution(graph, (Layer.Conv) layer, weights.next(), features);
            }
        }
        return features;
    }

    private static String convolution(GraphBuilder graph, Layer.Conv conv, Convolution learned, String input) {
        int kernel = conv.kernel();
        int padding = conv.padding();
        String output = graph.node(
                "Conv",
                List.of(
                        attribute("kernel_shape", kernel, kernel),
                        attribute("strides", conv.stride(), conv.stride()),
                        attribute("pads", padding, padding, padding, padding),
                        attribute("group", conv.groups())),
                input,
                graph.floats(learned.weights(), conv.out(), conv.in() / conv.groups(), kernel, kernel),
                graph.floats(learned.bias(), conv.out()));
        // Before the pooling, with the same result: runtimes fuse it into the convolution.
        String activated = conv.relu() ? graph.node("Relu", List.of(), output) : output;
        if (conv.pool() == 1) {
            return activated;
        }
        return graph.node(
                "MaxPool",
                List.of(
                        attribute("kernel_shape", conv.pool(), conv.pool()),
                        attribute("strides", conv.pool(), conv.pool())),
                activated);
    }

    private static String probabilities(GraphBuilder graph, TrainedNetwork trained, String features) {
        Network network = trained.network();
        String pooled = graph.node(pool(network.pooling()), List.of(), features);
        String vector = graph.node("Flatten", List.of(attribute("axis", 1)), pooled);
        String logits = graph.node(
                "Gemm",
                List.of(attribute("transB", 1)),
                vector,
                graph.floats(trained.classifierWeights(), network.classes(), network.headWidth()),
                graph.floats(trained.classifierBias(), network.classes()));
        return graph.node("Softmax", List.of(attribute("axis", -1)), logits);
    }

    private static String pool(Pooling pooling) {
        return switch (pooling) {
            case AVERAGE -> "GlobalAveragePool";
            case MAX -> "GlobalMaxPool";
        };
    }

    private static void rank(GraphBuilder graph, String probabilities, int k) {
        graph.node(
                "TopK",
                List.of(attribute("axis", -1)),
                List.of(probabilities, graph.longs(k)),
                List.of(SCORES, "indices"));
        graph.node("Cast", List.of(attribute("to", DataType.INT32.getNumber())), List.of("indices"), List.of(CLASSES));
        graph.output(SCORES, DataType.FLOAT, 1, k);
        graph.output(CLASSES, DataType.INT32, 1, k);
    }
}
