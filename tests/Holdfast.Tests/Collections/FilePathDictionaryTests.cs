using Holdfast.Tests.Logs.File;

namespace Holdfast.Tests.Collections;

public sealed class FilePathDictionaryTests : PathDictionaryContract
{
    private readonly TestFolder _folder = new();

    protected override Store OpenStore() => Store.Open(_folder.Store);

    protected override void CleanUp()
    {
        base.CleanUp();
        _folder.Dispose();
    }
}
