using Holdfast.Commits;
using Holdfast.Logs;

namespace Holdfast.CrashChild;

/// <summary>The smallest replica: it knows the last revision.</summary>
internal sealed class LastRevision(Log log)
{
    private LogPosition _position = log.Oldest;
    private long _revision;

    public long CatchUp()
    {
        _position = log.Read(_position, (payload, _) =>
        {
            _revision = RecordHeader.Read(payload).Revision;
            return true;
        });
        return _revision;
    }
}
