package dev.chorus.tools.demo;

/** Shows a demo to people. Told by any thread; shows nothing any more once it is closed. */
interface DemoView extends AutoCloseable {

    /** Something has happened that is worth a line. */
    void say(String event);

    /** A picture is answered, or given up. */
    void picture(PictureRow row);

    /** Ends it, leaving on the screen how things are. */
    @Override
    void close();
}
