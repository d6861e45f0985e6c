package dev.chorus.itests.demo;

import dev.chorus.tools.testgateway.AuthenticatingProxy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.annotation.security.RolesAllowed;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.DynamicFeature;
import javax.ws.rs.container.ResourceInfo;
import javax.ws.rs.core.FeatureContext;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.Provider;

/**
 * Kura's check of roles, on a gateway behind an {@link AuthenticatingProxy}: a method with roles requires one of the permissions
 * {@code "rest." + role}, or {@code kura.admin}; a method without is open. Runs inside the gateway, in {@link RoleCheckBundle}.
 */
@Provider
public final class RoleCheck implements DynamicFeature {

    /** {@link AuthenticatingProxy#PERMISSIONS}, a class that the gateway does not have. */
    private static final String PERMISSIONS = "X-Test-Permissions";

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Optional.ofNullable(resource.getResourceMethod().getAnnotation(RolesAllowed.class))
                .ifPresent(roles -> context.register(new Filter(List.of(roles.value()))));
    }

    private record Filter(List<String> roles) implements ContainerRequestFilter {

        @Override
        public void filter(ContainerRequestContext request) {
            String given =
                    Optional.ofNullable(request.getHeaderString(PERMISSIONS)).orElse("");
            List<String> permissions = List.of(given.split(","));
            boolean isAllowed = Stream.concat(
                            Stream.of("kura.admin"), roles.stream().map(role -> "rest." + role))
                    .anyMatch(permissions::contains);
            if (!isAllowed) {
                request.abortWith(Response.status(Response.Status.FORBIDDEN).build());
            }
        }
    }
}
