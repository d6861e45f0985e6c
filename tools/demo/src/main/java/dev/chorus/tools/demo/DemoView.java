package dev.chorus.tools.demo;

/** Displays a demo. Thread-safe; calls after close are ignored. */
interface DemoView extends AutoCloseable {

    /** Displays an event. */
    void event(String event);

    /** Displays a picture that is answered or given up. */
    void picture(PictureRow row);

    /** Closes the view; the last state stays on the screen. */
    @Override
    void close();
}
