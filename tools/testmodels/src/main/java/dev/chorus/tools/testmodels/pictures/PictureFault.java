package dev.chorus.tools.testmodels.pictures;

/**
 * A picture as cameras and senders make them, and not as standards have it.
 *
 * @param name what is wrong with it
 * @param file its bytes, not to be changed
 * @param taken whether decoders take it, with the same pixels as the picture that it was made from
 */
public record PictureFault(String name, byte[] file, boolean taken) {

    @Override
    public String toString() {
        return name;
    }
}
