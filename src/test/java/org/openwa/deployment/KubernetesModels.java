package org.openwa.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1RoleBinding;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;

/** Kubernetes' own idea of what an object may hold, unknown fields refused at every depth. */
final class KubernetesModels {

  private KubernetesModels() {}

  /**
   * Checks one object.
   *
   * @throws IllegalArgumentException naming a field that is unknown, missing or of a wrong type
   */
  static void check(JsonNode object) throws IOException {
    JsonElement json = JsonParser.parseString(object.toString());
    String type = object.path("apiVersion").asText() + " " + object.path("kind").asText();
    switch (type) {
      case "v1 Namespace" -> V1Namespace.validateJsonElement(json);
      case "v1 PersistentVolumeClaim" -> V1PersistentVolumeClaim.validateJsonElement(json);
      case "v1 Secret" -> V1Secret.validateJsonElement(json);
      case "v1 Service" -> V1Service.validateJsonElement(json);
      case "v1 ServiceAccount" -> V1ServiceAccount.validateJsonElement(json);
      case "apps/v1 Deployment" -> V1Deployment.validateJsonElement(json);
      case "apps/v1 StatefulSet" -> V1StatefulSet.validateJsonElement(json);
      case "networking.k8s.io/v1 NetworkPolicy" -> V1NetworkPolicy.validateJsonElement(json);
      case "policy/v1 PodDisruptionBudget" -> V1PodDisruptionBudget.validateJsonElement(json);
      case "rbac.authorization.k8s.io/v1 Role" -> V1Role.validateJsonElement(json);
      case "rbac.authorization.k8s.io/v1 RoleBinding" -> V1RoleBinding.validateJsonElement(json);
      default -> throw new IllegalArgumentException("no model is known here for " + type);
    }
  }
}
