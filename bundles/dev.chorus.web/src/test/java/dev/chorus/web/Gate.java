package dev.chorus.web;

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.annotation.Priority;
import javax.ws.rs.Priorities;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;

/**
 * Stands in for Kura's authentication filter: a role is granted to users with the permission {@code "rest." + role},
 * and every role to users with {@code kura.admin}. All passwords are {@code secret}.
 */
@Priority(Priorities.AUTHENTICATION)
final class Gate implements ContainerRequestFilter {

    static final String ADMINISTRATOR = "admin";
    /** A user with the permission of this service only. */
    static final String OPERATOR = "operator";
    /** A user with a permission of another service. */
    static final String GUEST = "guest";

    private static final String EVERYTHING = "kura.admin";
    private static final Map<String, Set<String>> PERMISSIONS =
            Map.of(ADMINISTRATOR, Set.of(EVERYTHING), OPERATOR, Set.of("rest.chorus"), GUEST, Set.of("rest.deploy"));

    static String credentials(String user) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String given = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        Optional<String> user = PERMISSIONS.keySet().stream()
                .filter(name -> credentials(name).equals(given))
                .findAny();
        if (user.isEmpty()) {
            request.abortWith(Response.status(Response.Status.UNAUTHORIZED).build());
            return;
        }
        Set<String> permissions = PERMISSIONS.get(user.get());
        request.setSecurityContext(new SecurityContext() {
            @Override
            public Principal getUserPrincipal() {
                return user::get;
            }

            @Override
            public boolean isUserInRole(String role) {
                return permissions.contains(EVERYTHING) || permissions.contains("rest." + role);
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
