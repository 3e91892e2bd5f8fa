{{- define "waybill.name" -}}
{{- printf "%s" .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{- define "waybill.image" -}}
{{- printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) -}}
{{- end -}}

{{/* Labels of everything; takes a list of the root and the name of the part. */}}
{{- define "waybill.labels" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: waybill
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version }}
{{- end -}}

{{- define "waybill.selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: waybill
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{/* What every pod of ours has in common. */}}
{{- define "waybill.pod" -}}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
automountServiceAccountToken: false
# Kubernetes would add variables of the kind WAYBILL_CONSOLE_PORT=tcp://... of its own.
enableServiceLinks: false
terminationGracePeriodSeconds: 60
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- end -}}

{{- define "waybill.container" -}}
image: {{ include "waybill.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
envFrom:
  - configMapRef:
      name: {{ include "waybill.name" . }}-config
  {{- with .Values.existingSecret }}
  - secretRef:
      name: {{ . }}
  {{- end }}
{{- end -}}

{{- define "waybill.mounts" -}}
- name: tmp
  mountPath: /tmp
{{- if .Values.existingTlsSecret }}
- name: tls
  mountPath: /etc/waybill/tls
  readOnly: true
{{- end }}
{{- end -}}

{{- define "waybill.volumes" -}}
- name: tmp
  emptyDir:
    sizeLimit: 512Mi
{{- if .Values.existingTlsSecret }}
- name: tls
  secret:
    secretName: {{ .Values.existingTlsSecret }}
{{- end }}
{{- end -}}
