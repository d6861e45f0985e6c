package dev.chorus.web.internal.page;

import dev.chorus.web.internal.rest.CallSource;
import java.io.IOException;
import java.net.InetAddress;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Serves the status page to every caller: it is a static file without any data, sets no cookie and reads no
 * parameter. The page itself logs in and calls REST. Safe for any thread.
 */
public final class PageServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient PageFile page = PageFile.read();

    /**
     * Returns whether a browser on this machine calls by a host name that another site may have had resolved to it
     * (DNS rebinding). A reverse proxy on this machine sends its own name.
     */
    private static boolean isByForeignName(HttpServletRequest request) throws IOException {
        return InetAddress.getByName(request.getLocalAddr()).isLoopbackAddress()
                && request.getHeader("X-Forwarded-Host") == null
                && !CallSource.isAddress(request.getHeader("Host"));
    }

    /** Answers GET and HEAD of the page's own path, 404 below it, and 405 to every other method. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        page.headers().forEach(response::setHeader);
        if (isByForeignName(request)) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        boolean head = request.getMethod().equals("HEAD");
        String below = request.getPathInfo();
        if (!head && !request.getMethod().equals("GET")) {
            response.setHeader("Allow", "GET, HEAD");
            response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        } else if (below != null && !below.equals("/")) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        } else {
            response.setContentType(PageFile.TYPE);
            response.setContentLength(page.content().length);
            if (!head) {
                response.getOutputStream().write(page.content());
            }
        }
    }
}
