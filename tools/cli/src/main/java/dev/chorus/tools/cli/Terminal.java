package dev.chorus.tools.cli;

/**
 * Detects an interactive terminal. {@code ./chorus} passes the result, since Java cannot tell which stream is
 * redirected.
 */
final class Terminal {

    private Terminal() {}

    /** Returns whether output may move the cursor and use color (see no-color.org). */
    static boolean isLive() {
        String noColor = System.getenv("NO_COLOR");
        return Boolean.getBoolean("chorus.terminal")
                && (noColor == null || noColor.isEmpty())
                && !"dumb".equals(System.getenv("TERM"));
    }
}
