using Holdfast.Logs;
using Holdfast.Logs.File;

namespace Holdfast.Tests.Logs.File;

public sealed class FileLogContractTests : LogContract
{
    private readonly TestFolder _folder = new();

    private protected override LogStore OpenStore() => FileLogStore.Open(_folder.Store, new FileLogOptions());

    private protected override void CleanUp() => _folder.Dispose();
}
