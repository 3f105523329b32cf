-- Cycles through a file of "path key" lines. The requests are made once, so that the loader's own work stays small.
local requests = {}
local at = 0

function init(args)
  for line in io.lines(args[1]) do
    local path, key = line:match("^(%S+) (%S+)$")
    requests[#requests + 1] = wrk.format("GET", path, { ["X-Api-Key"] = key, ["Host"] = wrk.headers["Host"] })
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency, _)
  local errors = summary.errors
  io.write(string.format("result %d %d %d %d %d\n",
    summary.requests, summary.duration,
    errors.connect + errors.read + errors.write + errors.timeout + errors.status,
    latency:percentile(50), latency:percentile(99)))
end
