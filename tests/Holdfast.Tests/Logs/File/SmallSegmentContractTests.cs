using Holdfast.Logs;
using Holdfast.Logs.File;

namespace Holdfast.Tests.Logs.File;

/// <summary>The same with segments so small that nearly every test crosses several.</summary>
public sealed class SmallSegmentContractTests : LogContract
{
    private readonly TestFolder _folder = new();

    private protected override LogStore OpenStore() =>
        FileLogStore.Open(_folder.Store, new FileLogOptions { FirstSegmentBytes = 4096, MaxSegmentBytes = 8192 });

    private protected override void CleanUp() => _folder.Dispose();
}
