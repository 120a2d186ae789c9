using System.Globalization;
using Holdfast.Collections;
using Holdfast.Tests.Logs.File;

namespace Holdfast.Tests.Collections;

public sealed class FilePathDictionaryTests : PathDictionaryContract
{
    private readonly TestFolder _folder = new();

    protected override Store OpenStore() => Store.Open(_folder.Store);

    [Fact]
    public void Write_KilledInTheMiddle_LosesNothingThatWasTold()
    {
        string folder = Path.Combine(_folder.Root, "killed");
        using Store store = Store.Open(folder);
        using PersistentDictionary<string, int[]> state =
            store.GetState("dictionaries").GetDictionary<string, int[]>("/numbers");
        Random random = new(7);
        for (int round = 0; round < 6; round++)
        {
            using ChildProcess writer = new("write-stored-dictionary", folder);
            int told = 0;
            for (int line = random.Next(1, 6); line > 0; line--)
                told = int.Parse(writer.ReadLine(), CultureInfo.InvariantCulture);
            told = (int)writer.Kill().DefaultIfEmpty(told).Max();
            int[] numbers = state["numbers"];
            Assert.InRange(numbers[0], told, told + 1);
            Assert.All(numbers, number => Assert.Equal(numbers[0], number));
        }
    }

    protected override void CleanUp()
    {
        base.CleanUp();
        _folder.Dispose();
    }
}
