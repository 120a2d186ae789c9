// An address book in one JSON file. It saves itself a moment after the last change and when it ends, in one step each
// time, so the file is whole at any moment; several of them may have the same file open.
//
//   dotnet run --project samples/Contacts -- contacts.json       then: add ann 0171-23, find an, remove ann, list, quit
//   dotnet run --project samples/Contacts -- contacts.json 10    saves ten seconds after the last change
using System.Globalization;
using Contacts;

if (args is not [var file, ..])
{
    Console.Error.WriteLine("usage: Contacts <file> [<seconds until it is saved>]");
    return 2;
}

double seconds = args is [_, var given] ? double.Parse(given, CultureInfo.InvariantCulture) : 1;
await using AddressBook book = new(file, TimeSpan.FromSeconds(seconds));
Console.WriteLine(book);
while (Console.ReadLine() is { } line && line != "quit")
{
    Console.WriteLine(book.Do(line));
}

return 0;
