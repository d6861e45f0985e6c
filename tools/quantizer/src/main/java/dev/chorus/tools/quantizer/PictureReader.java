package dev.chorus.tools.quantizer;

import dev.chorus.inference.api.Picture;
import dev.chorus.tools.pictures.Skipped;
import dev.chorus.tools.pictures.UnreadablePictureException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Goes through pictures and notes those that cannot be read. Belongs to one thread. */
final class PictureReader {

    private final List<Skipped> skipped = new ArrayList<>();

    /**
     * Hands over one picture after another.
     *
     * @param done told after each how many are done
     * @return how many could be read, at least one
     * @throws IOException if none can be read, or the place where they lie cannot
     */
    int read(List<LabelledPicture> pictures, Receiver receiver, IntConsumer done) throws IOException {
        int received = 0;
        int number = 0;
        for (LabelledPicture labelled : pictures) {
            try {
                Picture picture = labelled.source().read();
                receiver.receive(picture, labelled.classIndex());
                received++;
            } catch (UnreadablePictureException e) {
                skipped.add(new Skipped(labelled.name(), e.getMessage()));
            }
            done.accept(++number);
        }
        if (received == 0) {
            throw new IOException("none of " + pictures.size() + " pictures can be read, such as "
                    + pictures.get(0).name());
        }
        return received;
    }

    /** The pictures that could not be read. */
    List<Skipped> skipped() {
        return skipped;
    }

    /** Takes a picture and the class index of what it shows. */
    @FunctionalInterface
    interface Receiver {

        /** May be called often. */
        void receive(Picture picture, int classIndex);
    }
}
