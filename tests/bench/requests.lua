-- The addresses of the file that REQUESTS names, one "path<TAB>etag" a line, again and again;
-- one line of JSON at the end.
local made, count, turn = {}, 0, 0

function init()
  for line in io.lines(os.getenv("REQUESTS")) do
    local path, etag = line:match("^([^\t]+)\t?(.*)$")
    local headers = { ["Accept"] = "application/json" }
    if #etag > 0 then
      headers["If-None-Match"] = etag
    end
    count = count + 1
    made[count] = wrk.format("GET", path, headers)
  end
end

function request()
  turn = turn % count + 1
  return made[turn]
end

function done(summary, latency)
  local errors = summary.errors
  local broken = errors.connect + errors.read + errors.write + errors.timeout
  local form = 'RESULT {"count":%d,"microseconds":%d,"median":%.1f,"slowest":%.1f,'
    .. '"refused":%d,"broken":%d}\n'
  io.write(form:format(summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(99), errors.status, broken))
end
