package dev.chorus.web;

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Base64;
import javax.annotation.Priority;
import javax.ws.rs.Priorities;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;

/** Stands where Kura asks who calls: {@code admin:secret} has the permission, {@code guest:secret} another one. */
@Priority(Priorities.AUTHENTICATION)
final class Gate implements ContainerRequestFilter {

    static String credentials(String user) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String given = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        boolean admin = credentials("admin").equals(given);
        if (!admin && !credentials("guest").equals(given)) {
            request.abortWith(Response.status(Response.Status.UNAUTHORIZED).build());
            return;
        }
        request.setSecurityContext(new SecurityContext() {
            @Override
            public Principal getUserPrincipal() {
                return () -> admin ? "admin" : "guest";
            }

            @Override
            public boolean isUserInRole(String role) {
                return role.equals(admin ? RestService.ROLE : "rest.other");
            }

            @Override
            public boolean isSecure() {
                return true;
            }

            @Override
            public String getAuthenticationScheme() {
                return BASIC_AUTH;
            }
        });
    }
}
