package dev.chorus.tools.importer;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.chorus.inference.api.OnnxRuntime;
import dev.chorus.tools.files.FileFailure;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Joins a model with the files that hold the data of its tensors, such as {@code model.onnx.data}: gateways take one file with a
 * checksum. The files must lie in the model's folder, or below it. Belongs to one thread.
 */
final class ExternalData implements Closeable {

    private static final List<String> KEYS = List.of("location", "offset", "length", "checksum");

    private final Path folder;
    private final Map<Path, FileChannel> files = new HashMap<>();
    private final Map<String, Long> joined = new TreeMap<>();
    private long left;

    /**
     * For the models of a folder.
     *
     * @param model the model's file, whose size counts
     */
    private ExternalData(Path model) throws IOException {
        try {
            folder = model.toAbsolutePath().getParent().toRealPath();
            left = OnnxRuntime.MAX_MODEL_BYTES - Files.size(model);
        } catch (IOException e) {
            throw FileFailure.reading(model, e);
        }
    }

    /**
     * A model with all data in itself.
     *
     * @param model as parsed; left as it is
     * @param path of its file
     * @param notes gets a line for each file that is joined
     * @throws IllegalArgumentException if a tensor names a file that is absent, elsewhere or too short, or all data together
     *     exceed {@link OnnxRuntime#MAX_MODEL_BYTES}
     * @throws FileFailure if a file cannot be read
     */
    static ModelProto join(ModelProto model, Path path, List<String> notes) throws IOException {
        if (!isSplit(model)) {
            return model;
        }
        ModelProto.Builder whole = model.toBuilder();
        try (ExternalData data = new ExternalData(path)) {
            data.joinAll(whole);
            data.joined.forEach(
                    (location, bytes) -> notes.add(String.format("joined with %s: %,d bytes", location, bytes)));
        }
        return whole.build();
    }

    private static boolean isSplit(Message message) {
        if (message instanceof TensorProto tensor) {
            return tensor.getDataLocation() == DataLocation.EXTERNAL;
        }
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            if (field.getKey().getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
                continue;
            }
            List<?> nested = field.getKey().isRepeated() ? (List<?>) field.getValue() : List.of(field.getValue());
            if (nested.stream().anyMatch(one -> isSplit((Message) one))) {
                return true;
            }
        }
        return false;
    }

    private void joinAll(Message.Builder message) throws IOException {
        if (message instanceof TensorProto.Builder tensor) {
            if (tensor.getDataLocation() == DataLocation.EXTERNAL) {
                join(tensor);
            }
            return;
        }
        for (FieldDescriptor field : List.copyOf(message.getAllFields().keySet())) {
            if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
                continue;
            }
            if (!field.isRepeated()) {
                joinAll(message.getFieldBuilder(field));
                continue;
            }
            for (int at = 0; at < message.getRepeatedFieldCount(field); at++) {
                if (isSplit((Message) message.getRepeatedField(field, at))) {
                    joinAll(message.getRepeatedFieldBuilder(field, at));
                }
            }
        }
    }

    private void join(TensorProto.Builder tensor) throws IOException {
        String name = "tensor '" + tensor.getName() + "'";
        Map<String, String> entries = new HashMap<>();
        for (StringStringEntryProto entry : tensor.getExternalDataList()) {
            if (!KEYS.contains(entry.getKey()) || entries.put(entry.getKey(), entry.getValue()) != null) {
                throw new IllegalArgumentException(
                        name + " has external data '" + entry.getKey() + "', required are " + KEYS + ", each once");
            }
        }
        String location = entries.getOrDefault("location", "");
        Path file = file(name, location);
        FileChannel channel = open(file);
        long offset = number(name, entries, "offset", 0);
        long length = number(name, entries, "length", Math.max(0, channel.size() - offset));
        checkLength(name, tensor, length);
        if (offset > channel.size() || length > channel.size() - offset) {
            throw new IllegalArgumentException(name + " needs " + length + " bytes from byte " + offset + " of '"
                    + location + "' on, which has " + channel.size() + "; is it the file of this model, and whole?");
        }
        left -= length;
        if (left < 0) {
            throw new IllegalArgumentException("model and '" + location + "' together must have at most "
                    + OnnxRuntime.MAX_MODEL_BYTES + " bytes");
        }
        tensor.setRawData(read(file, channel, offset, (int) length))
                .clearExternalData()
                .clearDataLocation();
        joined.merge(location, length, Long::sum);
    }

    private Path file(String name, String location) throws IOException {
        Path relative = relative(name, location);
        Path file = folder.resolve(relative);
        try {
            Path real = file.toRealPath();
            if (!real.startsWith(folder)) {
                throw new IllegalArgumentException(name + " has its data in '" + location
                        + "', a link to a file outside of " + folder + "; copy the file itself there");
            }
            if (!Files.isRegularFile(real)) {
                throw new IllegalArgumentException(name + " has its data in '" + location + "', which is no file");
            }
            return real;
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    name + " has its data in a second file, '" + location + "', which is not in " + folder
                            + "; put it there under that name",
                    e);
        } catch (IOException e) {
            throw FileFailure.reading(file, e);
        }
    }

    private static Path relative(String name, String location) {
        Path path;
        try {
            path = Path.of(location);
        } catch (InvalidPathException e) {
            path = Path.of("..");
        }
        boolean elsewhere =
                location.isEmpty() || path.isAbsolute() || location.contains("\\") || location.matches("[A-Za-z]:.*");
        for (Path step : path) {
            elsewhere |= step.toString().equals("..");
        }
        if (elsewhere) {
            throw new IllegalArgumentException(name + " has its data in '" + location
                    + "', required is a file in the model's folder, without '..' and not absolute");
        }
        return path;
    }

    private FileChannel open(Path file) throws IOException {
        FileChannel known = files.get(file);
        if (known != null) {
            return known;
        }
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            files.put(file, channel);
            return channel;
        } catch (IOException e) {
            throw FileFailure.reading(file, e);
        }
    }

    private static long number(String name, Map<String, String> entries, String key, long fallback) {
        String value = entries.get(key);
        if (value == null) {
            return fallback;
        }
        if (!value.matches("\\d{1,18}")) {
            throw new IllegalArgumentException(name + " has external data with " + key + " '" + value
                    + "', required is a whole number, at least 0");
        }
        return Long.parseLong(value);
    }

    private static void checkLength(String name, TensorProto.Builder tensor, long length) {
        int bits = TensorBits.of(tensor.getDataType());
        if (bits == 0) {
            return;
        }
        long needed = 1;
        try {
            for (long dim : tensor.getDimsList()) {
                needed = Math.multiplyExact(needed, dim);
            }
            needed = Math.multiplyExact(needed, bits) / 8 + (needed * bits % 8 == 0 ? 0 : 1);
        } catch (ArithmeticException e) {
            needed = -1;
        }
        if (needed != length) {
            throw new IllegalArgumentException(name + " of shape " + tensor.getDimsList() + " has " + length
                    + " bytes of external data" + (needed < 0 ? "" : ", required are " + needed));
        }
    }

    private static ByteString read(Path file, FileChannel channel, long offset, int length) throws IOException {
        try {
            ByteBuffer bytes = ByteBuffer.allocate(length);
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, offset + bytes.position()) < 0) {
                    throw new IOException("became shorter while it was read");
                }
            }
            return ByteString.copyFrom(bytes.flip());
        } catch (IOException e) {
            throw FileFailure.reading(file, e);
        }
    }

    @Override
    public void close() throws IOException {
        List<FileChannel> open = new ArrayList<>(files.values());
        for (FileChannel channel : open) {
            channel.close();
        }
    }
}
