package dev.chorus.tools.cli;

/** Whether somebody watches: {@code ./chorus} says so, who may have redirected streams that Java cannot tell apart. */
final class Terminal {

    private Terminal() {}

    /** Whether output may move the cursor and use colour (see no-color.org). */
    static boolean isLive() {
        String noColor = System.getenv("NO_COLOR");
        return Boolean.getBoolean("chorus.terminal")
                && (noColor == null || noColor.isEmpty())
                && !"dumb".equals(System.getenv("TERM"));
    }
}
