package dev.chorus.tools.demo;

import java.io.PrintWriter;

/** Prints one line per event and picture, on the calling thread. */
final class PlainView implements DemoView {

    private final PrintWriter out;
    private boolean closed;

    PlainView(PrintWriter out) {
        this.out = out;
        print("* " + Rows.legend());
        print(Rows.pictureHeading());
    }

    @Override
    public synchronized void event(String event) {
        print("* " + event);
    }

    @Override
    public synchronized void picture(PictureRow row) {
        print(Rows.picture(row, AnsiStyle.NONE));
    }

    private void print(String line) {
        if (!closed) {
            out.println(line);
            out.flush();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
