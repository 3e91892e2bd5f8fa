# Stand-in of prom/prometheus: Debian's package.
FROM local/debian-jre:17
COPY prometheus /usr/bin/prometheus
RUN mkdir -p /prometheus
ENTRYPOINT ["/usr/bin/prometheus"]
