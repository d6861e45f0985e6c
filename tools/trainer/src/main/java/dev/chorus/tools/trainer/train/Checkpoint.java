package dev.chorus.tools.trainer.train;

import ai.djl.ndarray.NDArray;
import dev.chorus.tools.files.InputFile;
import dev.chorus.tools.files.OutputFile;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A training's state in a file, so that it can go on after its process was killed. */
public final class Checkpoint {

    private static final long MAGIC = 0x63686F7275730001L;

    private Checkpoint() {}

    /**
     * Where a training stands.
     *
     * @param step batches learned from
     * @param spent time so far
     * @param recipe what decides on the training's course, compared when it is resumed
     * @param curve what was measured so far, as JSON
     */
    public record Standing(int step, Duration spent, String recipe, String curve) {}

    static void write(Path file, Standing standing, List<List<NDArray>> states) throws IOException {
        OutputFile.write(file, out -> {
            DataOutputStream data = new DataOutputStream(out);
            write(data, standing, states);
            data.flush();
        });
    }

    private static void write(DataOutputStream out, Standing standing, List<List<NDArray>> states) throws IOException {
        out.writeLong(MAGIC);
        out.writeInt(standing.step());
        out.writeLong(standing.spent().toNanos());
        out.writeUTF(standing.recipe());
        byte[] curve = standing.curve().getBytes(StandardCharsets.UTF_8);
        out.writeInt(curve.length);
        out.write(curve);
        for (List<NDArray> state : states) {
            for (NDArray array : state) {
                float[] values = array.toFloatArray();
                out.writeInt(values.length);
                for (float value : values) {
                    out.writeFloat(value);
                }
            }
        }
    }

    static Standing read(Path file, List<List<NDArray>> states) throws IOException {
        return InputFile.read(file, raw -> {
            DataInputStream in = new DataInputStream(raw);
            if (in.readLong() != MAGIC) {
                throw new IllegalArgumentException(file + " is no checkpoint of this version");
            }
            int step = in.readInt();
            Duration spent = Duration.ofNanos(in.readLong());
            String recipe = in.readUTF();
            String curve = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
            for (List<NDArray> state : states) {
                for (NDArray array : state) {
                    restore(file, in, array);
                }
            }
            return new Standing(step, spent, recipe, curve);
        });
    }

    private static void restore(Path file, DataInputStream in, NDArray array) throws IOException {
        int length = in.readInt();
        if (length != array.size()) {
            throw new IllegalArgumentException(file + " is of other networks");
        }
        float[] values = new float[length];
        for (int at = 0; at < length; at++) {
            values[at] = in.readFloat();
        }
        Torch.plainly(() -> {
            array.set(FloatBuffer.wrap(values));
            return null;
        });
    }
}
