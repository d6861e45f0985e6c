package dev.chorus.tools.demo;

import java.io.PrintWriter;

/** One line for each event and each picture. Prints on the thread that tells. */
final class PlainView implements DemoView {

    private final PrintWriter out;
    private boolean closed;

    PlainView(PrintWriter out) {
        this.out = out;
        print("* " + Rows.legend());
        print(Rows.pictureHeading());
    }

    @Override
    public synchronized void say(String event) {
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
